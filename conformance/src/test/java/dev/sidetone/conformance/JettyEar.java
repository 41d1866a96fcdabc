package dev.sidetone.conformance;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** What Jetty's client hears; Jetty looks for a public class. */
public record JettyEar(SpokenCall call) implements Session.Listener.AutoDemanding {

    @Override
    public void onWebSocketText(String text) {
        call.came(text);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback done) {
        call.ended(code);
        done.succeed();
    }

    @Override
    public void onWebSocketError(Throwable error) {
        call.failed(error);
    }
}
