package dev.sidetone.server;

/** A server with one client that has been greeted. */
record Call(RealtimeServer server, TestClient client) implements AutoCloseable {

    static Call with(SpeechModel model) {
        return with(ServerSettings.DEFAULT, model);
    }

    static Call with(ServerSettings settings, SpeechModel model) {
        var server = RealtimeServer.start(settings, model);
        var client = TestClient.to(server);
        client.await("session.created");
        return new Call(server, client);
    }

    /** Built-in transcription by this model. */
    Call transcribing(String model) {
        client.send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'transcription':{'model':'" + model + "'}}}}}");
        client.await("session.updated");
        return this;
    }

    Call manual() {
        client.send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':null}}}}");
        client.await("session.updated");
        return this;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
