package dev.sidetone.cli;

import dev.sidetone.server.EnergyDetector;
import dev.sidetone.server.ScriptedModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The program in this process. @param exit its code */
record Program(int exit, String out, String err) {

    static final Surroundings PIPE = new Surroundings(Map.of(), false, StandardCharsets.UTF_8);

    static Program run(String... arguments) {
        return run(PIPE, claims(), arguments);
    }

    static Program run(Surroundings surroundings, ScriptedModel model, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(new Main(surroundings, () -> new Engine(model, EnergyDetector::new)),
                new PrintWriter(out), new PrintWriter(err), arguments);
        return new Program(exit, out.toString(), err.toString());
    }

    /** Hears the bundled call as a small recogniser does; asked out of band it knows better. */
    static ScriptedModel claims() {
        return ScriptedModel.script()
                .hears("hello i would like to report a car accident")
                .replies(ScriptedModel.says("I am sorry to hear that. I will help you file your claim. What is your full legal name?"))
                .answers(ScriptedModel.says("Hello, I would like to report a car accident."))
                .hears("my name is you honey virtue and that is spelled the i r t a n e n")
                .replies(ScriptedModel.says("Thank you, Mr. Virtanen. What is your policy number?"))
                .answers(ScriptedModel.says("My name is Juhani Virtanen, that is spelled V-I-R-T-A-N-E-N."))
                .hears("yeah my policy number is five six be five dash one to see zero")
                .replies(ScriptedModel.says("That was 56B5-12C0. Is that right?"))
                .answers(ScriptedModel.says("Um, yeah, my policy number is 56B5-12C0."))
                .hears("yes that is correct")
                .replies(ScriptedModel.says("What kind of claim is it: auto, home or other?"))
                .answers(ScriptedModel.says("yes that is correct"))
                .hears("it was an auto accident the other driver ran a red light and hit my passenger door")
                .replies(ScriptedModel.says("I am glad you told me. Where can I reach you?"))
                .answers(ScriptedModel.says("It was an auto accident. The other driver ran a red light and hit my passenger door."))
                .hears("you can reach me at four one five five five five zero one seven two")
                .replies(ScriptedModel.says("415 555 0172. When did it happen?"))
                .answers(ScriptedModel.says("You can reach me at 415-555-0172."))
                .hears("it happened on march third at about half past four in the afternoon")
                .replies(ScriptedModel.says("Was anyone hurt, and can the car still be driven?"))
                .answers(ScriptedModel.says("It happened on March 3rd at about half past four in the afternoon."))
                .hears("no nobody was hurt and the car can still be driven")
                .replies(ScriptedModel.says("Good. Is everything right as I have it?"))
                .answers(ScriptedModel.says("No, nobody was hurt, and uh, the car can still be driven."))
                .hears("yes that is right thank you very much")
                .replies(ScriptedModel.says("Thank you. You will hear from us within three business days."))
                .answers(ScriptedModel.says("Yes, that is right. Thank you very much."))
                .build();
    }
}
