import Foundation
import PluginHost
import TestSupport
import Testing

/// What a plugin can do in the process that opens it first.
@Suite struct SandboxTests {
    /// Is a thing that no plugin may do: a C expression that is true when it could be done.
    private static let forbidden: [(name: String, attempt: String)] = [
        ("socket", "socket(AF_INET, SOCK_STREAM, 0) >= 0"),
        ("socket6", "socket(AF_INET6, SOCK_DGRAM, 0) >= 0"),
        ("unix", "socket(AF_UNIX, SOCK_STREAM, 0) >= 0"),
        ("netlink", "socket(AF_NETLINK, SOCK_RAW, 0) >= 0"),
        ("socketpair", "socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0"),
        ("connect", "connect(1, (void *)&address, sizeof address) == 0 || errno != EPERM"),
        ("bind", "bind(1, (void *)&address, sizeof address) == 0 || errno != EPERM"),
        ("fork", "(child = fork()) >= 0 && parted(child)"),
        ("rawfork", "(child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)) >= 0 && parted(child)"),
        ("clone3", "syscall(SYS_clone3, 0, 0) >= 0 || errno != ENOSYS"),
        ("spawn", "posix_spawn(&child, \"/bin/true\", 0, 0, list, list + 1) == 0"),
        ("exec", "execve(\"/bin/true\", list, list + 1) == 0 || errno != EPERM"),
        ("execveat", "syscall(SYS_execveat, 0, \"\", list, list, 0) == 0 || errno != EPERM"),
        ("write", "open(\"/tmp/conecta-written\", O_CREAT | O_WRONLY, 0600) >= 0"),
        ("rewrite", "open(DATA \"/secret\", O_WRONLY) >= 0"),
        ("append", "open(LIBRARY, O_RDWR | O_APPEND) >= 0"),
        ("temporary", "open(\"/tmp\", O_TMPFILE | O_RDWR, 0600) >= 0"),
        ("truncate", "truncate(LIBRARY, 5) == 0"),
        ("remove", "unlink(LIBRARY) == 0"),
        ("rename", "rename(LIBRARY, LIBRARY \"2\") == 0"),
        ("folder", "mkdir(DATA \"/new\", 0700) == 0"),
        ("link", "link(DATA \"/secret\", DATA \"/link\") == 0"),
        ("symlink", "symlink(\"/etc/passwd\", DATA \"/link\") == 0"),
        ("mode", "chmod(DATA \"/secret\", 0777) == 0"),
        ("owner", "chown(DATA \"/secret\", 0, 0) == 0"),
        ("touch", "utimensat(AT_FDCWD, DATA \"/secret\", 0, 0) == 0"),
        ("passwd", "open(\"/etc/passwd\", O_RDONLY) >= 0"),
        ("data", "open(DATA \"/secret\", O_RDONLY) >= 0"),
        ("listing", "opendir(DATA) != 0"),
        ("root", "opendir(\"/\") != 0"),
        ("home", "opendir(\"/root\") != 0 || opendir(\"/home\") != 0"),
        ("climb", "open(FOLDER \"/../data/secret\", O_RDONLY) >= 0"),
        ("processes", "opendir(\"/proc\") != 0"),
        ("descriptors", "open(parentfile(\"fd/0\"), O_RDONLY) >= 0"),
        ("rootlink", "open(parentfile(\"root/etc/passwd\"), O_RDONLY) >= 0"),
        ("environ", "open(parentfile(\"environ\"), O_RDONLY) >= 0"),
        ("memory", "open(parentfile(\"mem\"), O_RDONLY) >= 0"),
        ("memoryfile", "syscall(SYS_memfd_create, \"x\", 0) >= 0"),
        ("watch", "syscall(SYS_inotify_init1, 0) >= 0"),
        ("ptrace", "ptrace(PTRACE_SEIZE, getppid(), 0, 0) == 0 || errno != EPERM"),
        ("traceme", "ptrace(PTRACE_TRACEME, 0, 0, 0) == 0"),
        ("peek", "process_vm_readv(getppid(), &piece, 1, &piece, 1, 0) >= 0 || errno != EPERM"),
        ("poke", "process_vm_writev(getppid(), &piece, 1, &piece, 1, 0) >= 0 || errno != EPERM"),
        ("kill", "kill(getppid(), 0) == 0"),
        ("killgroup", "kill(0, 0) == 0"),
        ("killall", "kill(-1, 0) == 0"),
        ("killwide", "syscall(SYS_kill, getppid() | 1ul << 40, 0) == 0"),
        ("tgkill", "syscall(SYS_tgkill, getppid(), getppid(), 0) == 0"),
        ("tkill", "syscall(SYS_tkill, getppid(), 0) == 0"),
        ("queue", "sigqueue(getppid(), 0, (union sigval){0}) == 0"),
        ("owned", "fcntl(0, F_SETOWN, getppid()) == 0"),
        ("pidfd", "syscall(SYS_pidfd_open, getppid(), 0) >= 0"),
        ("mount", "mount(\"none\", \"/tmp\", \"tmpfs\", 0, 0) == 0 || errno != EPERM"),
        ("chroot", "chroot(FOLDER) == 0"),
        ("unshare", "unshare(CLONE_NEWUSER) == 0"),
        ("setns", "setns(0, 0) == 0 || errno != EPERM"),
        ("bpf", "syscall(SYS_bpf, 0, 0, 0) >= 0 || errno != EPERM"),
        ("uring", "syscall(SYS_io_uring_setup, 1, page) >= 0 || errno != EPERM"),
        ("keys", "syscall(SYS_keyctl, 0, -3, 0) >= 0 || errno != EPERM"),
        ("perf", "syscall(SYS_perf_event_open, page, 0, -1, -1, 0) >= 0 || errno != EPERM"),
        ("fault", "syscall(SYS_userfaultfd, 0) >= 0 || errno != EPERM"),
        ("shared", "shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600) >= 0"),
        ("orphan", "prctl(PR_SET_PDEATHSIG, 0) == 0"),
        ("typing", "ioctl(0, TIOCSTI, \"x\") == 0 || errno == ENOTTY || errno == EIO"),
        ("limits", "setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, 0}) == 0"),
        ("otherlimits", "prlimit(getppid(), RLIMIT_NOFILE, 0, &bounds) == 0"),
        ("user", "setuid(65534) == 0 || setgid(65534) == 0"),
        ("inherited", "fcntl(7, F_GETFD) >= 0 || fcntl(9, F_GETFD) >= 0"),
        ("variable", "getenv(\"SECRET\") != 0 || searched(\"very-secret-value\")"),
        ("cores", "getrlimit(RLIMIT_CORE, &bounds) || bounds.rlim_max != 0"),
        ("balloon", "mmap(0, 8ul << 30, 1, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED"),
    ]

    private static func source(_ tried: String) -> String {
        PluginBench.source(
            """
            #include <dirent.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <netinet/in.h>
            #include <pthread.h>
            #include <sched.h>
            #include <signal.h>
            #include <spawn.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/ioctl.h>
            #include <sys/ipc.h>
            #include <sys/mman.h>
            #include <sys/mount.h>
            #include <sys/prctl.h>
            #include <sys/ptrace.h>
            #include <sys/resource.h>
            #include <sys/shm.h>
            #include <sys/socket.h>
            #include <sys/stat.h>
            #include <sys/syscall.h>
            #include <sys/uio.h>
            static char done[1000];
            static void say(const char *word)
            { if (done[0]) strcat(done, " "); strcat(done, word); }
            static const char *parentfile(const char *name)
            { static char path[64]; snprintf(path, sizeof path, "/proc/%d/%s", getppid(), name);
              return path; }
            static int parted(int child) { if (child == 0) _exit(0); return 1; }
            extern char **environ;
            static int searched(const char *value)
            { unsigned char buffer[4096]; char line[300]; int found = 0;
              FILE *maps = fopen("/proc/self/maps", "r"); if (!maps) return 0;
              while (!found && fgets(line, sizeof line, maps)) {
                unsigned long from, to;
                if (!strstr(line, "[stack]") || sscanf(line, "%lx-%lx", &from, &to) != 2) continue;
                found = memmem((void *)from, to - from, value + 0, strlen(value)) != 0;
              }
              fclose(maps); return found; }
            static void try_all(void)
            {
                int pair[2]; int child = 0; static char page[4096]; char *list[] = {"x", 0, 0};
                struct sockaddr_in address = {.sin_family = AF_INET};
                struct iovec piece = {page, 8}; struct rlimit bounds;
                (void)pair; (void)child; (void)list; (void)address; (void)piece; (void)bounds;
                \(tried)
            }
            static void *on_thread(void *x) { (void)x; try_all(); return 0; }
            __attribute__((constructor)) static void early(void) { try_all(); }
            \(RefusedPluginTests.Broken.base)
            static const cnx_feature_v1 f = {.size = sizeof(cnx_feature_v1),
                .kind = CNX_LITERAL("conecta.channel/1"), .id = CNX_LITERAL("echo"),
                .name = CNX_LITERAL("Echo"), .vtable = &table, .schema_json = CNX_LITERAL("{}")};
            static cnx_plugin_v1 p = {.size = sizeof(cnx_plugin_v1), .abi_major = 1,
                .id = CNX_LITERAL("conecta.example.echo"), .version = CNX_LITERAL("1.0.0"),
                .features = &f, .n_features = 1};
            \(RefusedPluginTests.Broken.entry)
            {
                (void)a; (void)b; try_all();
                pthread_t thread;
                if (pthread_create(&thread, 0, on_thread, 0) == 0) pthread_join(thread, 0);
                else say("no-thread");
                p.sdk.ptr = done; p.sdk.len = strlen(done);
                return &p;
            }
            """
        )
    }

    /// Lets the worker open a library, started by a shell that leaves it a file and a secret.
    private func probe(_ library: URL, _ bench: PluginBench) throws -> ProbeReport.Answer {
        let worker = try Products.folder.appending(path: "conecta-worker").path
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        let script = "exec 7</etc/passwd 9</etc/hostname; exec \"$0\" --probe \"$1\""
        process.arguments = ["-c", script, worker, library.path]
        process.environment = ["SECRET": "very-secret-value", "TZ": "America/Sao_Paulo"]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationReason == .exit, "signal \(process.terminationStatus)")
        return try JSONDecoder().decode(ProbeReport.Answer.self, from: data)
    }

    private func put(_ library: Data, in bench: PluginBench) throws -> URL {
        try bench.add("odd", library: library)
        let data = bench.folder.appending(path: "data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try Data("contacts".utf8).write(to: data.appending(path: "secret"))
        return bench.folder.appending(path: "odd/libodd.so")
    }

    private func compile(_ tried: String, _ bench: PluginBench) throws -> Data {
        let folder = bench.folder.appending(path: "odd").path
        let paths = """
            #define FOLDER "\(folder)"
            #define LIBRARY FOLDER "/libodd.so"
            #define DATA "\(bench.folder.path)/data"

            """
        return try bench.compile(paths + Self.source(tried))
    }

    @Test func `a plugin that is opened does none of what a plugin may not do`() throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let tried = Self.forbidden
            .map { "errno = 0; if (\($0.attempt)) say(\"\($0.name)\");" }
            .joined(separator: "\n")
        let library = try put(compile(tried, bench), in: bench)
        let answer = try probe(library, bench)
        try #require(answer.sandbox?.missing.isEmpty == true, "\(answer.sandbox?.missing ?? [])")
        #expect(answer.sandbox?.isSufficient == true)
        let report = try #require(answer.report, "\(answer.problem ?? "")")
        #expect(report.sdk == "")
        let secret = bench.folder.appending(path: "data/secret")
        #expect(try Data(contentsOf: secret) == Data("contacts".utf8))
    }

    @Test func `it still reads its own folder, keeps time and raises signals in itself`() throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let needed = [
            ("folder", "opendir(FOLDER) != 0"), ("file", "open(FOLDER \"/plugin.json\", 0) >= 0"),
            ("zones", "open(\"/usr/share/zoneinfo/America/Sao_Paulo\", 0) >= 0"),
            ("null", "open(\"/dev/null\", 0) >= 0"), ("self", "kill(getpid(), 0) == 0"),
            ("raise", "signal(SIGUSR1, SIG_IGN) != SIG_ERR && raise(SIGUSR1) == 0"),
            ("terminal", "isatty(0) == 0 && errno == ENOTTY"), ("pipe", "pipe(pair) == 0"),
            ("zone", "getenv(\"TZ\") != 0"), ("name", "prctl(PR_SET_NAME, \"odd\") == 0"),
            ("limit", "getrlimit(RLIMIT_AS, &bounds) == 0"),
        ]
        let tried = needed.map { "errno = 0; if (!(\($0.1))) say(\"\($0.0)\");" }
        let library = try put(compile(tried.joined(separator: "\n"), bench), in: bench)
        #expect(try probe(library, bench).report?.sdk == "")
    }

    @Test func `Foundation and tasks work in it`() throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let library = try put(SwiftPlugin(bench).compile(), in: bench)
        // Again and again: Dispatch looks after its threads now and then.
        for _ in 0..<10 {
            let answer = try probe(library, bench)
            let report = try #require(answer.report, "\(answer.problem ?? "")")
            let day = "21 de junho de 2026, 09:05"
            #expect(
                report.sdk
                    == #"{"day":"\#(day)","home":"/","sum":4950,"zone":"America/Sao_Paulo"}"#
            )
        }
    }

    @Test func `entering is quick, and every part of it is told`() throws {
        let worker = try Products.folder.appending(path: "conecta-worker").path
        let reports = try (0..<20).map { _ in try PluginInspection.sandbox(worker: worker) }
        // A released build takes one or two milliseconds; this is a debug one on a busy machine.
        let best = try #require(reports.map(\.microseconds).min())
        #expect(best < 50_000, "\(best) µs")
        #expect(reports.allSatisfy { $0.parts.map(\.part) == SandboxReport.Part.allCases })
    }

    @Test func `what a kernel lacks is told in names that stay`() throws {
        let old = SandboxReport(landlock: 3, missing: [.landlockPorts, .landlockScope])
        #expect(old.isSufficient)
        #expect(old.parts.first { $0.part == .landlock }?.level == .partial)
        let bare = SandboxReport(landlock: 0, missing: [.landlock, .seccomp])
        #expect(!bare.isSufficient)
        #expect(bare.parts.filter { $0.level == .none }.map(\.part) == [.landlock, .seccomp])
        let json = String(decoding: try JSONEncoder().encode(old), as: UTF8.self)
        #expect(json.contains(#"["landlock-ports","landlock-scope"]"#))
        let names = SandboxReport.Shortfall.allCases.map(\.rawValue)
        #expect(
            names == [
                "parent-death", "no-new-privileges", "limits", "descriptors", "surroundings",
                "threads", "readable", "landlock", "landlock-moves", "landlock-truncation",
                "landlock-ports", "landlock-devices", "landlock-scope", "seccomp",
            ]
        )
    }
}
