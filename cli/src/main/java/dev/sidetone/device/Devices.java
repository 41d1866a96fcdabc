package dev.sidetone.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;

/** The sound devices that Java Sound finds on this machine. */
public final class Devices {

    // Some ten milliseconds where all is well.
    private static final Duration CLOSING = Duration.ofMillis(500);

    private Devices() {}

    /**
     * One of them.
     *
     * @param sound the best format that it offers
     */
    public record Device(String name, String description, Direction direction, String sound) {}

    /** A device with the line that is to be opened. */
    record Found(Mixer mixer, Sound sound) {
        String name() {
            return mixer.getMixerInfo().getName().strip();
        }

        <L extends DataLine> L line(Direction direction, Class<L> kind) throws LineUnavailableException {
            return kind.cast(mixer.getLine(new DataLine.Info(direction.line, sound.format())));
        }
    }

    /** All that can be used in this direction, the machine's default first. */
    public static List<Device> all(Direction direction) {
        return found(direction).stream().map(found ->
                new Device(found.name(), found.mixer().getMixerInfo().getDescription().strip(), direction, found.sound().toString())).toList();
    }

    private static List<Found> found(Direction direction) {
        var all = new ArrayList<Found>();
        for (var info : AudioSystem.getMixerInfo()) {
            var mixer = AudioSystem.getMixer(info);
            Sound.wishes().stream().filter(sound -> mixer.isLineSupported(new DataLine.Info(direction.line, sound.format()))).findFirst()
                    .ifPresent(sound -> all.add(new Found(mixer, sound)));
        }
        return all;
    }

    /**
     * @param name of the device, its beginning or a part of it, in any case; absent: the machine's default
     * @throws NoDevice unless exactly one fits
     */
    static Found choose(Direction direction, Optional<String> name) {
        var all = found(direction);
        if (all.isEmpty()) throw new NoDevice("there is no " + direction.what + " on this machine" + advice());
        return name.map(wanted -> named(direction, wanted, all)).orElseGet(all::getFirst);
    }

    private static Found named(Direction direction, String wanted, List<Found> all) {
        var names = all.stream().map(Found::name).toList();
        var fitting = fitting(wanted, names);
        if (fitting.size() == 1) return all.get(names.indexOf(fitting.getFirst()));
        var those = fitting.isEmpty() ? names : fitting;
        throw new NoDevice((fitting.isEmpty() ? "no " + direction.what + " is called \"" : "more than one " + direction.what + " fits \"")
                + wanted.replaceAll("\\p{Cntrl}", "") + "\"; " + direction.option + " takes one of " + those.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ")));
    }

    /** The names that are meant: the one that is the same, else those that begin so, else those that hold it. */
    static List<String> fitting(String wanted, List<String> names) {
        var meant = wanted.strip().toLowerCase(Locale.ROOT);
        var same = names.stream().filter(name -> name.toLowerCase(Locale.ROOT).equals(meant)).toList();
        if (!same.isEmpty()) return same;
        var beginning = names.stream().filter(name -> name.toLowerCase(Locale.ROOT).startsWith(meant)).toList();
        return beginning.isEmpty() ? names.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(meant)).toList() : beginning;
    }

    /** What a user can do about a machine without sound. */
    private static String advice() {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.contains("linux")) return ": connect one and allow this program to use it, or use sidetone call with a recording";
        return ": connect one, or where a sound server runs install libasound2-plugins so that Java finds it; sidetone call plays a recording instead";
    }

    /** Waits for the device, but not long: one whose driver hangs must not keep the program. */
    static void close(DataLine line) {
        var closing = Thread.ofPlatform().daemon().name("sidetone-closes-device").start(() -> {
            line.stop();
            line.flush();
            line.close();
        });
        try {
            closing.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static NoDevice busy(Direction direction, Found found, Exception why) {
        return new NoDevice("the " + direction.what + " \"" + found.name() + "\" cannot be opened at " + found.sound() + " (" + Arrays.stream(
                String.valueOf(why.getMessage()).split("\\R")).findFirst().orElse("") + "): close what uses it, or choose another with " + direction.option, why);
    }
}
