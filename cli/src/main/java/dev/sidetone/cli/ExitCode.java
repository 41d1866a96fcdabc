package dev.sidetone.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the program ends, for scripts; {@code docs/command-line.md} and {@code --help} say the same. 3 and 4 are the launcher's own. */
enum ExitCode {
    OK(0, "the call was held to its end"),
    WORSE(1, "eval --against: a figure got worse beyond noise"),
    USAGE(2, "the command line is not understood"),
    AUDIO(10, "an audio file is missing, unreadable, cut, compressed or without speech"),
    OUTPUT(11, "an output file or folder cannot be written"),
    UNREACHABLE(12, "nobody answers at the endpoint"),
    TLS(13, "the endpoint's certificate or TLS is not accepted"),
    KEY(14, "the key is missing or refused"),
    MODEL(15, "the endpoint does not know the model"),
    REFUSED(16, "the endpoint refuses the connection or is no Realtime server"),
    SETTINGS(17, "the endpoint refuses the session's settings"),
    LOST(18, "the connection ended in the middle of a call"),
    INPUT(19, "a prompt, price or expectation file, or a dataset, cannot be used"),
    PORT(20, "the port to serve on is taken or not allowed"),
    SPEECH(21, "the local speech models cannot be loaded"),
    UNHEARD(22, "the server heard no turn in a recording"),
    KEYSTORE(23, "the certificate to serve TLS with cannot be used"),
    MISSING(24, "some calls of an evaluation could not be held; the report says which"),
    DEVICE(25, "no microphone or loudspeaker can be used"),
    BUG(70, "Sidetone itself failed; SIDETONE_DEBUG=1 shows where"),
    INTERRUPTED(130, "interrupted; what was known was shown");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** In the form in which the help lists them. */
    static Map<String, String> list() {
        var list = new LinkedHashMap<String, String>();
        for (var exit : values()) list.put(" " + exit.code, exit.meaning);
        return list;
    }
}
