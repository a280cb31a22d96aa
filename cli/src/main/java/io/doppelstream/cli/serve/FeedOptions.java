package io.doppelstream.cli.serve;

import io.doppelstream.cli.cluster.ModelReference;
import picocli.CommandLine.Option;

/** The real topic that a feed is made from, the model that it is made with, and its name. */
final class FeedOptions {

    private static final int LONGEST_NAME = 40;

    @Option(names = "--topic", paramLabel = "T", required = true, description = "The real topic.")
    private String topic;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            required = true,
            description = "Name of a published model, with an alias the version that it stands for: bank@champion.")
    private String model;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name under which this is counted and measured (default: the real topic's, with '_' for what a"
                            + " name cannot have).")
    private String name;

    String topic() {
        return topic;
    }

    ModelReference model() {
        return ModelReference.parse(model);
    }

    String name() {
        String ofTopic = topic.replaceAll("[^a-zA-Z0-9_-]", "_");
        return name == null ? ofTopic.substring(0, Math.min(LONGEST_NAME, ofTopic.length())) : name;
    }
}
