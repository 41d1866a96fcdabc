package dev.sidetone.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.protocol.Json;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;

/**
 * The official Java SDK's models, asked whether a frame is an event of the protocol: required fields, types, and the words of
 * enumerations. It passes over unknown keys and does not look into base64.
 */
final class Oracle {

    /** Something it says of a kind of event. @param verdict in its own words, or what was left out to make it content */
    record Difference(String eventType, String verdict) {}

    private static final String REFERENCES = "item_reference in response.input";

    /** Every difference there is; an entry without its reason does not belong here. */
    static final Set<Difference> KNOWN = Set.of(
            // The guide on out-of-band responses has it in their input, and the service takes it; the SDK's list of items lacks it.
            new Difference("response.create", REFERENCES));

    private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

    /** What it found in some frames. @param variants names of the SDK's kinds of event that were met */
    record Findings(Set<String> variants, Set<Difference> differences) {}

    private Oracle() {}

    static Findings ofServer(Stream<String> frames) {
        return ask(frames, RealtimeServerEvent.class, RealtimeServerEvent::validate);
    }

    static Findings ofClient(Stream<String> frames) {
        return ask(frames, RealtimeClientEvent.class, RealtimeClientEvent::validate);
    }

    private interface Validation<E> {
        E check(E event);
    }

    private static <E> Findings ask(Stream<String> frames, Class<E> kind, Validation<E> validation) {
        var findings = new Findings(new TreeSet<>(), new HashSet<>());
        frames.forEach(frame -> {
            try {
                var event = read(frame, kind, validation);
                variants(kind).filter(is(event)).map(Oracle::variantName).forEach(findings.variants()::add);
            } catch (OpenAIInvalidDataException refused) {
                var verdict = isContent(withoutReferences(frame), kind, validation) ? REFERENCES : refused.getMessage();
                findings.differences().add(new Difference(Json.parse(frame).node().path("type").asString(), verdict));
            }
        });
        return findings;
    }

    private static <E> E read(String frame, Class<E> kind, Validation<E> validation) {
        try {
            return validation.check(MAPPER.readValue(frame, kind));
        } catch (JsonProcessingException e) {
            throw new OpenAIInvalidDataException("not readable as " + kind.getSimpleName(), e);
        }
    }

    private static <E> boolean isContent(String frame, Class<E> kind, Validation<E> validation) {
        try {
            read(frame, kind, validation);
            return true;
        } catch (OpenAIInvalidDataException refused) {
            return false;
        }
    }

    private static String withoutReferences(String frame) {
        var event = Json.parse(frame).node();
        if (event.at("/response/input") instanceof ArrayNode input) input.removeIf(item -> item.path("type").asString().equals("item_reference"));
        return event.toString();
    }

    /** Names of all kinds of event the SDK knows. */
    static Set<String> variantsOf(Class<?> kind) {
        return variants(kind).map(Oracle::variantName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Method> variants(Class<?> kind) {
        return Arrays.stream(kind.getMethods()).filter(method -> method.getName().startsWith("is") && method.getParameterCount() == 0)
                .filter(method -> method.getReturnType() == boolean.class && !method.getName().equals("isValid"));
    }

    private static String variantName(Method is) {
        return is.getName().substring("is".length());
    }

    private static Predicate<Method> is(Object event) {
        return method -> {
            try {
                return (boolean) method.invoke(event);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        };
    }
}
