package dev.sidetone.turn;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a value is called, from the words around it: the caller's before it, else the agent's question. English. */
final class Label {

    /** Of letters, where nobody said what they are. */
    static final String ANYBODYS = "spelled";

    private static final Map<String, Pattern> NAMES = patterns(Map.entry("policyholder", "policy ?holder"), Map.entry("witness", "witness"),
            Map.entry("driver", "driver"), Map.entry("address", "address|street|road|avenue"), Map.entry("city", "city|town"), Map.entry("name", "name|surname|called"));
    private static final Map<String, Pattern> CODES = patterns(Map.entry("policy number", "policy"), Map.entry("claim number", "claim (?:number|id|code)"),
            Map.entry("report number", "report"), Map.entry("reference", "reference|case number"), Map.entry("account number", "account|member"),
            Map.entry("licence plate", "plate|registration"),
            Map.entry("phone number", "phone|telephone|mobile|cell|call(?:ed)? (?:you )?back|reach (?:you|me)|callback"));
    /** As long as telephone numbers are, with a country code. */
    private static final int SHORTEST_PHONE = 7, LONGEST_PHONE = 13;

    private Label() {}

    @SafeVarargs
    private static Map<String, Pattern> patterns(Map.Entry<String, String>... cues) {
        var patterns = new LinkedHashMap<String, Pattern>();
        for (var cue : cues) patterns.put(cue.getKey(), Pattern.compile("\\b(?:" + cue.getValue() + ")"));
        return patterns;
    }

    /** The most special that fits: somebody's name is a name too. */
    static String ofName(String lead, String question) {
        for (var text : new String[] {lead, question.toLowerCase(Locale.ROOT)}) {
            for (var cue : NAMES.entrySet()) if (cue.getValue().matcher(text).find()) return cue.getKey();
        }
        return ANYBODYS;
    }

    static boolean isName(String label) {
        return NAMES.containsKey(label);
    }

    /** What was spoken of last. @param digits how many, 0 when there are letters too */
    static String ofCode(String lead, String question, int digits) {
        for (var text : new String[] {lead, question.toLowerCase(Locale.ROOT)}) {
            var found = Optional.<String>empty();
            int at = -1;
            for (var cue : CODES.entrySet()) {
                int last = cue.getValue().matcher(text).results().mapToInt(MatchResult::start).max().orElse(-1);
                if (last <= at) continue;
                at = last;
                found = Optional.of(cue.getKey());
            }
            if (found.isPresent()) return found.get();
        }
        return digits >= SHORTEST_PHONE && digits <= LONGEST_PHONE ? "phone number" : "number";
    }
}
