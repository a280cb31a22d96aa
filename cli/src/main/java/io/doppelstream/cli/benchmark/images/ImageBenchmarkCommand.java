package io.doppelstream.cli.benchmark.images;

import io.doppelstream.cli.benchmark.measure.Choice;
import io.doppelstream.cli.benchmark.measure.GateTable;
import io.doppelstream.cli.terminal.Json;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.gan.SampleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doppel benchmark images}: the kinds of image GAN on the same images, in equal time. */
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = {
            "Trains the GAN kinds of images for the same time and holds their figures against their bounds.",
            "On Fashion-MNIST where its Debian package dataset-fashion-mnist is installed or --data names its files, else on "
                    + "the digits that come with the program."
        },
        footer = {"", "Example:", "  doppel benchmark images --kinds vanilla,dcgan --minutes 3 --out results"})
public final class ImageBenchmarkCommand implements Callable<Integer> {

    private static final String FID_RATIO = "images.fidRatio";

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the idx files of Fashion-MNIST.")
    private Path data;

    @Option(names = "--kinds", paramLabel = "KIND", split = ",", description = "These kinds alone (default: all).")
    private List<String> kinds = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "3",
            description = "Minutes of training for each model (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Models of each kind (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the first model of each kind, later ones follow (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for images.json and the models with their reports (default: nothing is kept).")
    private Path out;

    @Option(names = "--json", description = "Print JSON alone.")
    private boolean json;

    @Override
    public Integer call() throws IOException, UnusableDataException {
        if (!(minutes > 0) || seeds < 1) {
            throw new UserException(
                    "Expected --minutes above 0 and --seeds of at least 1, found " + minutes + " and " + seeds);
        }
        List<SampleKind> chosen = kinds();
        ImageTask task = ImageTask.of(data);
        Path work = out == null ? Files.createTempDirectory("doppel-benchmark-") : Files.createDirectories(out);
        List<ImageTrial> trials = new ArrayList<>();
        try {
            for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                for (SampleKind kind : chosen) {
                    System.err.println("Training " + kind.kind() + " on " + task.name() + ", seed " + seed + ", for "
                            + minutes + " min");
                    Path folder = work.resolve(task.name() + "-" + kind.kind() + "-" + seed);
                    Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
                    trials.add(againstVanilla(ImageTrial.run(task, kind, seed, time, folder), trials));
                    if (out != null) {
                        Json.INDENTED.writeValue(out.resolve("images.json").toFile(), trials);
                    }
                }
            }
        } finally {
            if (out == null) {
                Folders.delete(work);
            }
        }
        System.out.print(
                json
                        ? Json.INDENTED.writeValueAsString(trials) + System.lineSeparator()
                        : figures(trials) + System.lineSeparator() + gates(task, chosen, trials));
        return 0;
    }

    private List<SampleKind> kinds() {
        List<SampleKind> known = GanConfig.KINDS.stream()
                .map(GanConfig::of)
                .filter(SampleKind.class::isInstance)
                .map(SampleKind.class::cast)
                .toList();
        return Choice.of("--kinds", kinds, known, SampleKind::kind);
    }

    /** With its FID ratio against that of kind vanilla under the same seed, where both have one. */
    private static ImageTrial againstVanilla(ImageTrial trial, List<ImageTrial> before) {
        Double own = trial.figures().get(FID_RATIO);
        return before.stream()
                .filter(other -> other.kind().equals(ImageTask.VANILLA) && other.seed() == trial.seed())
                .map(vanilla -> vanilla.figures().get(FID_RATIO))
                .filter(vanilla -> own != null && vanilla != null)
                .findFirst()
                .map(vanilla -> trial.with(ImageTask.AGAINST_VANILLA, own / vanilla))
                .orElse(trial);
    }

    private static String figures(List<ImageTrial> trials) {
        TextTable text = new TextTable(
                "kind",
                "seed",
                "classifier",
                "covered",
                "KL to uniform",
                "FID ratio",
                "Inception Score",
                "label agreement",
                "seconds",
                "steps",
                "ms a step",
                "ended");
        for (ImageTrial trial : trials) {
            text.row(
                    trial.kind(),
                    trial.seed(),
                    figure(trial, "classifierAccuracy", "%.3f"),
                    figure(trial, "classesCovered", "%.0f"),
                    figure(trial, "klToUniform", "%.4f"),
                    figure(trial, "fidRatio", "%.2f"),
                    figure(trial, "inceptionScore", "%.2f"),
                    figure(trial, "labelAgreement", "%.3f"),
                    number("%.0f", trial.seconds()),
                    trial.steps(),
                    number("%.1f", trial.stepMillis()),
                    ending(trial));
        }
        return text.toString();
    }

    private static String ending(ImageTrial trial) {
        if (trial.figures().get(ImageTrial.FINISHED) == 0) {
            return trial.ended();
        }
        return trial.figures().containsKey(ImageQuality.COLLAPSED) ? "collapsed" : "well";
    }

    /** Nothing where a kind has no such figure. */
    private static String figure(ImageTrial trial, String name, String format) {
        Double value = trial.figures().get("images." + name);
        return value == null ? "" : number(format, value);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String gates(ImageTask task, List<SampleKind> kinds, List<ImageTrial> trials) {
        List<String> names = kinds.stream().map(SampleKind::kind).toList();
        GateTable gates = new GateTable("kind");
        for (SampleKind kind : kinds) {
            List<Map<String, Double>> own = trials.stream()
                    .filter(trial -> trial.kind().equals(kind.kind()))
                    .map(ImageTrial::figures)
                    .toList();
            task.gates(kind, names).forEach(gate -> gates.row(kind.kind(), gate, own));
        }
        return gates.toString();
    }
}
