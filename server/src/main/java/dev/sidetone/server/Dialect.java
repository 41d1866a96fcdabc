package dev.sidetone.server;

/** What a client expects to be spoken, as far as its request for a WebSocket tells. */
enum Dialect {
    GA,
    /** The same with other names, no longer served by anybody; here its clients hear the GA's unless the server is strict. */
    BETA,
    /** Azure's service beside the Realtime API: names of the beta, and more. */
    VOICE_LIVE
}
