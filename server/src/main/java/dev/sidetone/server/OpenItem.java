package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.ServerEvent.Place;
import dev.sidetone.protocol.Usage;
import java.util.List;
import java.util.Optional;

/** An output item of a response that is still being made. Touched by the connection's thread only. */
sealed interface OpenItem {

    String id();

    Item item(Item.Status status);

    /** Its audio, as the conversation keeps it. */
    Sound sound();

    /** What is told when it is complete, before the item itself. */
    List<ServerEvent> done();

    Usage.Tokens tokens(TokenMeter meter);

    /** A written reply. */
    record Written(Place place, StringBuilder text) implements OpenItem {
        @Override
        public String id() {
            return place.itemId();
        }

        ServerEvent add(String delta) {
            text.append(delta);
            return new ServerEvent.TextDelta(place, delta);
        }

        @Override
        public Item item(Item.Status status) {
            return message(id(), status, text.isEmpty() && status == Item.Status.IN_PROGRESS
                    ? List.of() : List.of(new ContentPart.OutputText(text.toString())));
        }

        @Override
        public Sound sound() {
            return new Sound.Silent();
        }

        @Override
        public List<ServerEvent> done() {
            return List.of(
                    new ServerEvent.TextDone(place, text.toString()),
                    new ServerEvent.PartDone(place, new ContentPart.OutputText(text.toString())));
        }

        @Override
        public Usage.Tokens tokens(TokenMeter meter) {
            return new Usage.Tokens(meter.written(text.toString()), 0, 0);
        }
    }

    /** A spoken reply with its words. */
    record Spoken(Place place, AgentSpeech speech) implements OpenItem {
        @Override
        public String id() {
            return place.itemId();
        }

        ServerEvent say(String delta) {
            speech.say(delta);
            return new ServerEvent.SpokenDelta(place, delta);
        }

        ServerEvent sound(Pcm voice, byte[] encoded) {
            speech.sound(voice);
            return new ServerEvent.AudioDelta(place, encoded);
        }

        @Override
        public Item item(Item.Status status) {
            return message(id(), status, speech.heard().isEmpty() && status == Item.Status.IN_PROGRESS ? List.of() : List.of(part()));
        }

        @Override
        public Sound sound() {
            return new Sound.Agent(speech);
        }

        @Override
        public List<ServerEvent> done() {
            return List.of(
                    new ServerEvent.AudioDone(place),
                    new ServerEvent.SpokenDone(place, speech.transcript()),
                    new ServerEvent.PartDone(place, part()));
        }

        private ContentPart part() {
            return new ContentPart.OutputAudio(Optional.empty(), speech.transcript());
        }

        @Override
        public Usage.Tokens tokens(TokenMeter meter) {
            return new Usage.Tokens(meter.spoken(speech.heard()), TokenMeter.agentAudio(speech.length()), 0);
        }
    }

    /** A function call. @param arguments all of them: models give calls whole */
    record Call(Place place, String callId, String name, String arguments) implements OpenItem {
        @Override
        public String id() {
            return place.itemId();
        }

        ServerEvent delta(String piece) {
            return new ServerEvent.ArgumentsDelta(place.responseId(), id(), place.outputIndex(), callId, piece);
        }

        @Override
        public Item item(Item.Status status) {
            var told = status == Item.Status.IN_PROGRESS ? "" : arguments;
            return new Item.FunctionCall(Optional.of(id()), Optional.of(status), name, callId, told);
        }

        @Override
        public Sound sound() {
            return new Sound.Silent();
        }

        @Override
        public List<ServerEvent> done() {
            return List.of(new ServerEvent.ArgumentsDone(place.responseId(), id(), place.outputIndex(), callId, name, arguments));
        }

        @Override
        public Usage.Tokens tokens(TokenMeter meter) {
            return new Usage.Tokens(meter.call(name, arguments), 0, 0);
        }
    }

    private static Item message(String id, Item.Status status, List<ContentPart> content) {
        return new Item.Message(Optional.of(id), Optional.of(status), Item.Role.ASSISTANT, content);
    }
}
