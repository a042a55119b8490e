#pragma once
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock's own header is as old as the system; the kernel may offer more than it names. These numbers are
// the same on every processor, and a longer ruleset with zeros at its end is taken by older kernels.

#define CONECTA_LANDLOCK_CREATE 444
#define CONECTA_LANDLOCK_ADD 445
#define CONECTA_LANDLOCK_RESTRICT 446

struct conecta_ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scope;
};

struct __attribute__((packed)) conecta_beneath {
    uint64_t access;
    int32_t parent;
};

/// The level of Landlock that the kernel offers; below 1 there is none.
static inline long conecta_landlock_level(void) {
    return syscall(CONECTA_LANDLOCK_CREATE, NULL, (size_t)0, 1u);
}

static inline int conecta_landlock_create(uint64_t files, uint64_t network, uint64_t scope) {
    struct conecta_ruleset rules = {files, network, scope};
    return (int)syscall(CONECTA_LANDLOCK_CREATE, &rules, sizeof rules, 0u);
}

static inline int conecta_landlock_allow(int rules, int path, uint64_t access) {
    struct conecta_beneath beneath = {access, path};
    return (int)syscall(CONECTA_LANDLOCK_ADD, rules, 1, &beneath, 0u);
}

static inline int conecta_landlock_restrict(int rules) {
    return (int)syscall(CONECTA_LANDLOCK_RESTRICT, rules, 0u);
}

/// Opens a file or folder for being named in a rule, not for being read: O_PATH, a GNU extension.
static inline int conecta_open_path(const char *_Nonnull path) {
    return open(path, 010000000 | O_CLOEXEC);
}

static inline int conecta_die_with_parent(int signal) {
    return prctl(PR_SET_PDEATHSIG, (unsigned long)signal, 0ul, 0ul, 0ul);
}

static inline int conecta_gain_no_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1ul, 0ul, 0ul, 0ul);
}

static inline int conecta_close_range(unsigned first, unsigned last) {
    return (int)syscall(SYS_close_range, first, last, 0u);
}

static inline uint32_t conecta_seccomp_allow(void) { return SCMP_ACT_ALLOW; }

static inline uint32_t conecta_seccomp_error(uint16_t code) { return SCMP_ACT_ERRNO(code); }

/// The environment, a variable that Swift takes for shared by threads.
static inline char *_Nullable *_Nullable conecta_environment(void) {
    extern char **environ;
    return environ;
}

/// Makes the environment empty.
static inline int conecta_clear_environment(void) {
    extern int clearenv(void);
    return clearenv();
}
