package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTest {

    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(33).putInt(0x89504e47).putInt(0x0d0a1a0a).putInt(13).putInt(0x49484452).putInt(width).putInt(height).array();
    }

    /** With a metadata segment before the frame header, as cameras write. */
    private static byte[] jpeg(int width, int height) {
        return ByteBuffer.allocate(60).putShort((short) 0xffd8).putShort((short) 0xffe1).putShort((short) 20).put(new byte[18])
                .putShort((short) 0xffc2).putShort((short) 17).put((byte) 8).putShort((short) height).putShort((short) width).array();
    }

    private static String part(byte[] image, String type, String detail) {
        return "{'type':'input_image','image_url':'data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(image) + "','detail':'" + detail + "'}";
    }

    private static long tokens(byte[] image, String type, String detail) {
        return ImageTokens.of(Json.parse(part(image, type, detail).replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({"500, 500, auto, 255", "1024, 1024, high, 765", "2048, 4096, high, 1105", "4096, 8192, low, 85", "1, 60000, auto, 765"})
    void a_picture_costs_what_its_size_and_detail_say(int width, int height, String detail, long expected) {
        assertThat(tokens(png(width, height), "png", detail)).isEqualTo(expected);
        assertThat(tokens(jpeg(width, height), "jpeg", detail)).isEqualTo(expected);
    }

    @Test
    void whatever_is_sent_as_a_picture_has_a_price() {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            var image = random.nextBoolean() ? jpeg(640, 480) : png(640, 480);
            for (int n = random.nextInt(8); n >= 0; n--) image[random.nextInt(image.length)] = (byte) random.nextInt(256);
            assertThat(tokens(image, "png", "high")).isBetween(255L, 85 + 170L * 8);
        }
    }

    @Test
    void a_picture_is_shown_to_the_model_and_billed_apart() {
        var seen = new LinkedBlockingQueue<ModelPrompt>();
        try (var call = Call.with(new BareModel((prompt, output) -> seen.add(prompt)))) {
            var added = call.client().send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':["
                    + part(png(500, 500), "png", "auto") + "]}}").await("conversation.item.added");
            var usage = ResponseTest.done(call.client().send("{'type':'response.create'}").awaitResponse()).at("/usage/input_token_details");

            assertThat(added.at("/item/content/0/detail").asString()).isEqualTo("auto");
            assertThat(usage.get("image_tokens").asLong()).isEqualTo(255);
            assertThat(seen.remove().context()).singleElement().isInstanceOf(ModelPrompt.Seen.CallerImage.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '|', value = {
        "user # {'type':'input_image'} # missing_required_parameter # item.content[0].image_url # Missing",
        "user # {'type':'input_image','image_url':'https://x/y.png'} # invalid_value # item.content[0].image_url # Invalid 'item.content[0].image_url': expected a base64 data URI",
        "user # {'type':'input_image','image_url':'data:image/png;base64,%%'} # invalid_value # item.content[0].image_url # Invalid",
        "user # {'type':'input_image','image_url':'data:image/png;base64,AAAA','detail':'huge'} # invalid_value # item.content[0].detail # Invalid value: 'huge'. Supported values are: 'auto', 'low', and 'high'.",
        "system # {'type':'input_image','image_url':'data:image/png;base64,AAAA'} # invalid_value # item.content[0].type # Invalid value: 'input_image'",
    })
    void what_is_no_picture_is_refused(String role, String part, String code, String param, String message) {
        try (var call = Call.with(ScriptedModel.script().build())) {
            var error = call.client().send("{'type':'conversation.item.create','item':{'type':'message','role':'" + role + "','content':[" + part + "]}}")
                    .await("error").get("error");

            assertThat(error.get("code").asString()).isEqualTo(code);
            assertThat(error.get("param").asString()).isEqualTo(param);
            assertThat(error.get("message").asString()).startsWith(message);
        }
    }

    @Test
    void pictures_beyond_the_room_of_a_conversation_are_refused_until_some_are_deleted() {
        try (var call = Call.with(ScriptedModel.script().build())) {
            var item = "{'type':'conversation.item.create','item':{'id':'%s','type':'message','role':'user','content':["
                    + part(new byte[6 << 20], "png", "low") + "]}}";
            call.client().send(item.formatted("a")).await("conversation.item.done");
            assertThat(call.client().send(item.formatted("b")).await("error").at("/error/code").asString()).isEqualTo("conversation_too_large");
            call.client().send("{'type':'conversation.item.delete','item_id':'a'}").await("conversation.item.deleted");

            assertThat(call.client().send(item.formatted("c")).await("conversation.item.added").at("/item/id").asString()).isEqualTo("c");
        }
    }
}
