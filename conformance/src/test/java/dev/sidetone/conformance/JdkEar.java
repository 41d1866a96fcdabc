package dev.sidetone.conformance;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

/** What the JDK's client hears: texts in whatever parts they come. */
final class JdkEar implements WebSocket.Listener {

    private final SpokenCall call;
    private final StringBuilder text = new StringBuilder();

    JdkEar(SpokenCall call) {
        this.call = call;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            call.came(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        call.ended(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        call.failed(error);
    }
}
