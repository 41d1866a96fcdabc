package dev.sidetone.console;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the page has to know before the first call. Nothing secret. */
final class Setup {

    private Setup() {}

    static ObjectNode of(ConsoleSettings settings) {
        var agent = settings.agent();
        var node = JsonNodeFactory.instance.objectNode().put("version", agent.offer().version());
        node.putObject("endpoint").put("kind", agent.place().kind()).put("address", agent.place().address())
                .put("simulated_billing", agent.place().simulatedBilling());
        node.put("model", agent.bill().models().session()).put("transcription_model", agent.bill().models().transcriptionModel().orElse(null));
        var contexts = node.putArray("contexts");
        Agent.CONTEXTS.forEach(contexts::add);
        var own = agent.offer().context().word();
        if (!Agent.CONTEXTS.contains(own)) contexts.add(own);
        var prompts = node.putArray("prompts");
        agent.offer().prompts().forEach(prompt -> prompts.addObject().put("id", prompt.id()).put("label", prompt.label()));
        node.put("context", own).put("prompt", agent.offer().prompts().getFirst().id()).put("half_duplex", agent.offer().halfDuplex());
        var limits = settings.limits();
        node.putObject("limits").put("calls", limits.calls()).put("call_ms", limits.call().toMillis()).put("upload_bytes", limits.uploadBytes());
        return node;
    }
}
