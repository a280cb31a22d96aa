package io.doppelstream.cli.benchmark.fraud;

import io.doppelstream.cli.terminal.Interruption;
import io.doppelstream.cli.terminal.ProgressBar;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.evaluate.augmentation.RareRows;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A model of real rows that makes rows of one class alone. Owner of the loaded model. */
final class ConditionedModel implements RareRows, AutoCloseable {

    /** Figures of the model are not what is measured. */
    private static final int EVALUATED_ROWS = 500;

    private final TableSchema schema;
    private final ModelSampler sampler;
    private final CompiledConditions conditions;
    private final long seed;

    private ConditionedModel(TableSchema schema, ModelSampler sampler, CompiledConditions conditions, long seed) {
        this.schema = schema;
        this.sampler = sampler;
        this.conditions = conditions;
        this.seed = seed;
    }

    /**
     * Opens a model, or trains it where there is none yet.
     *
     * @param rows to learn from
     * @param where condition on the class
     * @param folder of the package
     */
    static ConditionedModel of(Table rows, String where, Duration time, long seed, Path folder)
            throws IOException, ModelPackageException {
        ModelPackage model = Files.exists(folder) ? ModelPackage.open(folder) : train(rows, time, seed, folder);
        ModelSampler sampler = ModelSampler.open(model);
        ConditionOutcome outcome = sampler.compile(List.of(where));
        if (outcome instanceof ConditionOutcome.Compiled compiled) {
            return new ConditionedModel(rows.schema(), sampler, compiled.conditions(), seed);
        }
        sampler.close();
        throw new UserException(((ConditionOutcome.Rejected) outcome).message());
    }

    private static ModelPackage train(Table rows, Duration time, long seed, Path folder) throws IOException {
        TrainingConfig config = TrainingConfig.of(
                        "fraud", "seed-" + seed, GanConfig.of("tabular"), Budget.time(time), seed)
                .withEvaluation(
                        new EvaluationOptions(Optional.empty(), List.of(), EvaluationLimits.atMost(EVALUATED_ROWS)));
        ProgressBar bar = ProgressBar.onStandardError();
        TrainingResult result;
        try (Interruption interruption = new Interruption()) {
            result = new TabularTrainer(config, bar, interruption).train(rows, rows.select(new int[0]), folder);
        }
        bar.finish();
        if (result instanceof TrainingResult.Trained trained) {
            return trained.model();
        }
        throw new UserException(result.message());
    }

    @Override
    public Table make(int count) {
        Table made = sampler.sample(count, conditions, seed);
        List<ColumnData> columns = new ArrayList<>();
        for (int index = 0; index < schema.size(); index++) {
            columns.add(
                    schema.column(index).categorical()
                            ? translated(
                                    made.column(index),
                                    made.schema().column(index).vocabulary(),
                                    schema.column(index).vocabulary())
                            : made.column(index));
        }
        return new Table(schema, columns);
    }

    /** Categories as indices into another vocabulary: a model may have its own order. */
    private static ColumnData translated(ColumnData codes, List<String> from, List<String> to) {
        int[] places = from.stream().mapToInt(to::indexOf).toArray();
        return new ColumnData.Codes(IntStream.range(0, codes.size())
                .map(row -> codes.isNull(row) ? ColumnData.NULL_CODE : places[(int) codes.number(row)])
                .toArray());
    }

    @Override
    public void close() {
        sampler.close();
    }
}
