package io.doppelstream.cli.benchmark.tabular;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One model trained and measured as its user gets it.
 *
 * @param table name of the table
 * @param variant its GAN kind, or what of the defaults it changes
 * @param seed of split and training
 * @param seconds of training
 * @param steps of training
 * @param machine where
 * @param figures of {@code quality.json} by path, and those derived from them
 */
record TabularTrial(
        String table,
        String variant,
        long seed,
        double seconds,
        long steps,
        String machine,
        @JsonIgnore Map<String, Double> figures) {

    private static final int SAMPLED_ROWS = 50_000;
    /** A class with a larger share is not rare. */
    private static final double RARE = 0.5;

    @JsonAnyGetter
    Map<String, Double> all() {
        return figures;
    }

    /** Trains on four fifths of the rows and measures against the rest. */
    static TabularTrial run(
            String name,
            String variant,
            GanConfig gan,
            Table table,
            String target,
            EvaluationLimits limits,
            long seed,
            Duration time,
            Path out)
            throws IOException {
        TrainingConfig config = TrainingConfig.of(name, "seed-" + seed, gan, Budget.time(time), seed)
                .withEvaluation(new EvaluationOptions(Optional.of(target), List.of(), limits));
        ProgressBar bar = ProgressBar.onStandardError();
        TrainingResult result;
        try (Interruption interruption = new Interruption()) {
            result = new TabularTrainer(config, bar, interruption).train(table, out);
        }
        bar.finish();
        if (!(result instanceof TrainingResult.Trained trained)) {
            throw new UserException(name + ", seed " + seed + ": " + result.message());
        }
        Map<String, Double> figures = new TreeMap<>(trained.model().manifest().quality());
        derive(figures);
        rareShare(trained.model(), table, target).ifPresent(value -> figures.put("rareShareDeviation", value));
        return new TabularTrial(
                name,
                variant,
                seed,
                trained.summary().training().toMillis() / 1000.0,
                trained.summary().steps(),
                Machine.describe(),
                figures);
    }

    private static void derive(Map<String, Double> figures) {
        figures.put("shapeError", 1 - figures.get("columnShapes"));
        figures.put("pairError", 1 - figures.get("columnPairTrends"));
        for (String score : List.of("auc", "r2")) {
            Double real = figures.get("utility.real." + score);
            Double synthetic = figures.get("utility.synthetic." + score);
            if (real != null && synthetic != null) {
                figures.put("utility.loss", real - synthetic);
            }
        }
        Double copies = figures.get("privacy.exactCopies");
        Double holdout = figures.get("privacy.exactCopiesHoldout");
        if (copies != null && holdout != null) {
            figures.put("copiesBeyondHoldout", Math.max(0, copies - holdout));
        }
    }

    /** How far, relatively, the rarest class of a two-class target is from its real share without any condition. */
    private static Optional<Double> rareShare(ModelPackage model, Table table, String target) {
        int column = table.schema().require(target);
        Map<Double, Double> real = shares(table.column(column));
        if (real.size() != 2) {
            return Optional.empty();
        }
        Map.Entry<Double, Double> rare = real.entrySet().stream()
                .filter(entry -> entry.getValue() <= RARE)
                .findFirst()
                .orElseThrow();
        try (ModelSampler sampler = ModelSampler.open(model)) {
            Map<Double, Double> synthetic =
                    shares(sampler.sample(SAMPLED_ROWS, 1).column(column));
            return Optional.of(Math.abs(synthetic.getOrDefault(rare.getKey(), 0.0) / rare.getValue() - 1));
        }
    }

    private static Map<Double, Double> shares(ColumnData column) {
        Map<Double, Double> shares = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            shares.merge(column.number(row), 1.0 / column.size(), Double::sum);
        }
        return shares;
    }
}
