package io.doppelstream.cli.serve;

import io.doppelstream.cli.terminal.DurationConverter;
import io.doppelstream.cli.terminal.ShareConverter;
import io.doppelstream.service.config.AugmentationSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    /** Over what the share is kept: one of the two. */
    private static final class Over {
        @Option(
                names = "--window",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description = "Keep the share in every window of event time of this length, such as 5m.")
        private Duration window;

        @Option(names = "--events", paramLabel = "N", description = "Keep the share over the latest N real events.")
        private Integer events;
    }

    @Mixin
    private FeedOptions feed;

    @Option(
            names = "--output",
            paramLabel = "T",
            description = "Topic of the merged feed (default: the real topic's name and .augmented).")
    private String output;

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
            converter = DurationConverter.class,
            description = "How late an event is still counted (default: 30s).")
    private Duration grace;

    @Option(names = "--max-rate", paramLabel = "R", description = "Most synthetic records per second (default: 1000).")
    private Double maxRate;

    @Option(
            names = "--max-ratio",
            paramLabel = "S",
            description = "Most synthetic records for one real record (default: 5).")
    private Double maxRatio;

    @Mixin
    private ServiceOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AugmentationSettings augmentation = settings();
        options.run(service -> service.withAugmentations(List.of(augmentation)), describe(augmentation) + ".");
        return 0;
    }

    private AugmentationSettings settings() {
        return new AugmentationSettings(
                feed.name(),
                feed.topic(),
                output,
                feed.model().name(),
                feed.model().version(),
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
