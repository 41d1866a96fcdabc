package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;
import java.util.Optional;

/** Two witnesses that see the same. */
record BothWitnesses(Witness one, Witness other) implements Witness {

    @Override
    public OfConnection opened(long number) {
        return new Both(one.opened(number), other.opened(number));
    }

    @Override
    public void refused(String reason) {
        one.refused(reason);
        other.refused(reason);
    }

    @Override
    public Optional<String> metrics() {
        return one.metrics().or(other::metrics);
    }

    private record Both(OfConnection one, OfConnection other) implements OfConnection {
        @Override
        public void received(ClientEvent event) {
            one.received(event);
            other.received(event);
        }

        @Override
        public void said(ServerEvent event) {
            one.said(event);
            other.said(event);
        }

        @Override
        public void holds(Held held) {
            one.holds(held);
            other.holds(held);
        }

        @Override
        public void failed(Throwable defect) {
            one.failed(defect);
            other.failed(defect);
        }

        @Override
        public void ending(Farewell why) {
            one.ending(why);
            other.ending(why);
        }

        @Override
        public void closed() {
            one.closed();
            other.closed();
        }
    }
}
