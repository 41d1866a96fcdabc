package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnJsonTest {

    @Test
    void a_full_record_has_every_key() {
        var turn = new Desk().on(started("u", 1460), stopped("u", 4256), added("u"), created(reply("r", ""))).after(250)
                .on(audio("r"), asr("u", "Hello", 3), done(transcript("t", "u", "Hello.")), done(reply("r", "Hi"))).only();
        assertThat(TurnJson.of(turn).text()).isEqualTo("""
                {"item_id":"u","number":1,"speech":{"start_ms":1460,"end_ms":4256},\
                "transcript":{"source":"out_of_band","text":"Hello.","why":"heard out of band"},\
                "built_in":{"state":"text","text":"Hello","reason":null,"detail":null,"after_ms":250,"least_sure":null},\
                "out_of_band":{"state":"text","text":"Hello.","reason":null,"detail":null,"after_ms":250},\
                "guard":{"verdict":"trusted","doubts":[],"why":null},"mismatches":[],\
                "attempts":[{"manner":"usual","context":"latest","notes":[],"state":"text","text":"Hello.","reason":null,"detail":null,\
                "guard":{"verdict":"trusted","doubts":[],"why":null},"usage":{"total":451,"input":{"text":450,"audio":0,"image":0},"cached":0,\
                "cached_by_modality":{"text":0,"audio":0,"image":0},"output":{"text":1,"audio":0,"image":0},"reasoning":0}}],\
                "reply":{"state":"said","text":"Hi","status":"completed","reason":null,"detail":null,"tools":[],"truncated_at_ms":null,"first_audio_after_ms":250,"asked_after_ms":null},\
                "meters":{"reply":{"total":1001,"input":{"text":1000,"audio":0,"image":0},"cached":0,"cached_by_modality":{"text":0,"audio":0,"image":0},\
                "output":{"text":1,"audio":0,"image":0},"reasoning":0},\
                "out_of_band":{"total":451,"input":{"text":450,"audio":0,"image":0},"cached":0,"cached_by_modality":{"text":0,"audio":0,"image":0},\
                "output":{"text":1,"audio":0,"image":0},"reasoning":0},"built_in":{"type":"duration","seconds":3}},\
                "expected_audio_tokens":27,"audio_under_reported":true,"notes":[]}""");
    }

    @Test
    void an_empty_record_has_the_same_keys() {
        var full = new Desk().on(started("u", 1460), stopped("u", 4256), added("u"), asr("u", "Hello", 3), done(transcript("t", "u", "Hello.")), done(reply("r", "Hi"))).only();
        var empty = new Desk().on(started("u", 0)).end(new EndReason.HungUp()).only();
        assertThat(keys(empty)).isEqualTo(keys(full));
        assertThat(TurnJson.of(empty).text()).contains("\"reason\":\"call_ended\"", "\"source\":\"none\"", "\"expected_audio_tokens\":null");
    }

    @Test
    void a_mismatch_is_written_as_both_said_it() {
        var turn = new Desk().on(added("u"), asr("u", "it is 56B5-12Z0", 3), done(transcript("t", "u", "It is 56B5-12C0.")), done(reply("r", "Hi"))).only();
        assertThat(TurnJson.of(turn).text())
                .contains("\"mismatches\":[{\"kind\":\"code\",\"out_of_band\":\"56B5-12C0.\",\"built_in\":\"56B5-12Z0\"}]");
    }

    private static List<String> keys(TurnRecord turn) {
        var keys = new ArrayList<String>();
        TurnJson.of(turn).node().properties().forEach(top -> {
            keys.add(top.getKey());
            if (!List.of("meters", "attempts").contains(top.getKey())) top.getValue().properties().forEach(inner -> keys.add(top.getKey() + "." + inner.getKey()));
        });
        return keys;
    }
}
