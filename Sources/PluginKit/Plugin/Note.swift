/// Tells the host the version of the ABI before anything of the library runs.
///
/// An ELF note: the lengths of its name and its content, its type, "Conecta", major and minor. It
/// equals what `CNX_DECLARE_NOTE` makes of the header's constants in C.
@section(".note.conecta") @used
private let note: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
    8, 8, 1, 0x656E_6F43, 0x0061_7463, 1, 0
)
