package io.doppelstream.cli.serve;

import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.Logging;
import io.doppelstream.cli.terminal.ShareConverter;
import io.doppelstream.service.GeneratorService;
import io.doppelstream.service.config.AugmentationSettings;
import io.doppelstream.service.config.Durations;
import io.doppelstream.service.config.ServiceConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code doppel augment}: runs the service with one augmentation until Ctrl-C. */
@Command(
        name = "augment",
        mixinStandardHelpOptions = true,
        description = "Merges a real topic with synthetic records until a rare class has a share, until Ctrl-C.",
        footer = {
            "",
            "Example:",
            "  doppel augment --topic calls --model bank --where \"y = 'yes'\" --share 0.3 --window 5m \\",
            "      --bootstrap broker:9092 --registry http://registry:8081",
            "",
            "The merged feed is the topic calls.augmented. This runs the generator service with this one augmentation; a",
            "service that runs already takes it from the section 'augmentations' of its configuration. See",
            "docs/augmentation.md."
        })
public final class AugmentCommand implements Callable<Integer> {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    /** A length of time, {@code 5m}. */
    static final class Length implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Durations.parse(value)
                    .orElseThrow(() ->
                            new TypeConversionException("Expected " + Durations.FORM + ", found '" + value + "'"));
        }
    }

    /** Over what the share is kept: one of the two. */
    private static final class Over {
        @Option(
                names = "--window",
                paramLabel = "TIME",
                converter = Length.class,
                description = "Keep the share in every window of event time of this length, such as 5m.")
        private Duration window;

        @Option(names = "--events", paramLabel = "N", description = "Keep the share over the latest N real events.")
        private Integer events;
    }

    @Option(names = "--topic", paramLabel = "T", required = true, description = "The real topic.")
    private String topic;

    @Option(
            names = "--output",
            paramLabel = "T",
            description = "Topic of the merged feed (default: the real topic's name and .augmented).")
    private String output;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            required = true,
            description = "Name of a published model, with an alias the version that it stands for: bank@champion.")
    private String model;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            required = true,
            description = "The rare class, one condition on one column: y = 'yes'.")
    private String where;

    @Option(names = "--segment", paramLabel = "COLUMN", description = "Keep the share for each value of this column.")
    private String segment;

    @Option(
            names = "--share",
            paramLabel = "S",
            required = true,
            converter = ShareConverter.class,
            description = "Share of the rare class in the merged feed: 30%% or 0.3.")
    private Double share;

    @ArgGroup(multiplicity = "1")
    private Over over;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = Length.class,
            description = "How late an event is still counted (default: 30s).")
    private Duration grace;

    @Option(names = "--max-rate", paramLabel = "R", description = "Most synthetic records per second (default: 1000).")
    private Double maxRate;

    @Option(
            names = "--max-ratio",
            paramLabel = "S",
            description = "Most synthetic records for one real record (default: 5).")
    private Double maxRatio;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the augmentation (default: the real topic's, with '_' for what a name cannot have)."
                    + " Counts and requests go by it.")
    private String name;

    @Mixin
    private ServiceOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AugmentationSettings augmentation = settings();
        Logging.service();
        ServiceConfig service = options.read().withAugmentations(List.of(augmentation));
        try (Interruption interruption = new Interruption();
                GeneratorService running = GeneratorService.start(service)) {
            running.awaitReady(START_TIMEOUT);
            System.out.println("Ready. " + describe(augmentation) + ". Metrics: http://"
                    + service.http().host() + ":" + running.httpPort() + "/metrics. Ctrl-C ends.");
            interruption.await();
        }
        return 0;
    }

    private AugmentationSettings settings() {
        String[] named = model.split("@", 2);
        String ownName = topic.replaceAll("[^a-zA-Z0-9_-]", "_");
        return new AugmentationSettings(
                name == null ? ownName.substring(0, Math.min(40, ownName.length())) : name,
                topic,
                output,
                named[0],
                named.length == 2 ? "@" + named[1] : null,
                where,
                segment,
                share,
                over.window,
                over.events,
                grace,
                maxRate,
                maxRatio);
    }

    private static String describe(AugmentationSettings settings) {
        String over = settings.window() != null
                ? "every " + settings.window().toString().substring(2).toLowerCase(Locale.ROOT)
                : "the latest " + settings.events() + " events";
        String each = settings.segment() == null ? "" : " of each " + settings.segment();
        return settings.where() + " makes up " + settings.share() + " of " + settings.output() + " over " + over + each
                + ", from " + settings.topic() + " and model " + settings.model() + ", at most " + settings.maxRate()
                + " synthetic records/s and " + settings.maxRatio() + " for one real";
    }
}
