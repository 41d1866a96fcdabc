package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WebSocket clients that Java programs are built on each hold the whole recorded call with our server, in the clear and over TLS, compressing where they can. */
class JavaSocketsTest {

    @ParameterizedTest
    @EnumSource
    void the_call_is_held_in_the_clear(JavaSocket library) throws Exception {
        try (var server = ClaimsScript.server()) {
            hold(library, Place.plain(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_call_is_held_over_tls(JavaSocket library) throws Exception {
        try (var server = ClaimsScript.server()) {
            hold(library, Place.secure(server));
        }
    }

    private static void hold(JavaSocket library, Place place) throws Exception {
        var call = new SpokenCall();
        var opened = library.open(place.at("?model=gpt-realtime"), call);
        try {
            call.hold(opened.socket());

            assertThat(call.closeCode()).isEqualTo(1000);
        } finally {
            opened.end().come();
        }
        assertThat(call.errors()).isEmpty();
        assertThat(call.heard()).isEqualTo(ClaimsScript.HEARD);
        assertThat(call.said()).isEqualTo(ClaimsScript.said(ClaimsScript.CUT_OFF));
        assertThat(call.statuses()).isEqualTo(ClaimsScript.statuses());
        assertThat(call.longTextCameBack()).isTrue();
        assertThat(call.audioMillis()).isGreaterThan(5_000);
    }
}
