package dev.sidetone.cli;

import java.net.URI;

/** What stands at the other end, as far as the bill is concerned. */
enum EndpointKind {
    /** Our own server in this process: it simulates the bill. */
    EMBEDDED("the embedded server"),
    /** A server on this machine, taken for one of ours: nobody sends bills from there. */
    LOCAL("a server on this machine"),
    /** The service whose prices the price book lists. */
    OPENAI("OpenAI"),
    /** Somebody else's server. */
    OTHER("another server");

    private final String words;

    EndpointKind(String words) {
        this.words = words;
    }

    String inWords() {
        return words;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean simulates() {
        return this == EMBEDDED || this == LOCAL;
    }

    static EndpointKind of(URI uri) {
        var host = uri.getHost();
        if (host.equals("api.openai.com") || host.endsWith(".openai.com")) return OPENAI;
        boolean here = host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
        return here ? LOCAL : OTHER;
    }
}
