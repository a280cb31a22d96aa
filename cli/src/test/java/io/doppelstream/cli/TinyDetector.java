package io.doppelstream.cli;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.Folders;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A small model of the kind {@code alad}, trained for a moment on orders whose price follows from items and size. */
public final class TinyDetector {

    private static final List<String> SIZES = List.of("small", "large");

    private static ModelPackage shared;

    private TinyDetector() {}

    /** Orders, which a file is written with. */
    public static Table orders(Path file, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("size,items,price,state\n");
        for (int row = 0; row < rows; row++) {
            String size = SIZES.get(random.nextInt(2));
            int items = 1 + random.nextInt(40);
            double price = items * (size.equals("small") ? 1 : 5) + random.nextGaussian();
            String state = random.nextInt(10) == 0 ? "" : items > 20 ? "bulk" : "single";
            csv.append(size).append(',').append(items).append(',').append(price);
            csv.append(',').append(state).append('\n');
        }
        Files.writeString(file, csv);
        try {
            return TableReader.read(file, SchemaOverrides.NONE);
        } catch (UnusableDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A model of orders, version 1, the same one for all tests: trained when it is first asked for. */
    public static synchronized ModelPackage shared() throws IOException {
        if (shared == null) {
            Path folder = Files.createTempDirectory("doppel-tiny-detector-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            shared = train(orders(folder.resolve("orders.csv"), 900, 1), folder);
        }
        return shared;
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelPackage train(Table orders, Path folder) throws IOException {
        Table.Split split = orders.split(0.2, 1);
        TrainingConfig config = TrainingConfig.of(
                        "orders", "1", GanConfig.of("alad", Map.of("hidden", 32, "latent", 8)), Budget.steps(60), 7)
                .withEvaluation(new EvaluationOptions(Optional.empty(), List.of(), EvaluationLimits.atMost(200)));
        TrainingResult result =
                new TabularTrainer(config).train(split.first(), split.second(), folder.resolve("model"));
        return ((TrainingResult.Trained) result).model();
    }
}
