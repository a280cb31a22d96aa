package io.doppelstream.cli.benchmark.measure;

import io.doppelstream.cli.source.BankTable;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The model that a benchmark serves. */
public final class BenchmarkModel {

    private static final int TRAINING_SECONDS = 20;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package to take (default: one trained for 20 s on the bank marketing table).")
    private Path model;

    /** Opens the model, or trains one in a folder. */
    public ModelPackage get(Path work) throws IOException, UnusableDataException, ModelPackageException {
        return get(work, "tabular");
    }

    /** Opens the model, or trains one of a kind in a folder. */
    public ModelPackage get(Path work, String kind) throws IOException, UnusableDataException, ModelPackageException {
        return model == null ? train(work, kind) : ModelPackage.open(model);
    }

    private static ModelPackage train(Path work, String kind) throws IOException, UnusableDataException {
        System.err.println("Training a model on the bank marketing table for " + TRAINING_SECONDS + " s ...");
        Table table = TableReader.read(BankTable.copyTo(work), SchemaOverrides.NONE);
        TrainingConfig config = TrainingConfig.of(
                "bank", "1", GanConfig.of(kind), Budget.time(Duration.ofSeconds(TRAINING_SECONDS)), 1);
        TrainingResult result =
                new TabularTrainer(config, progress -> {}, StopSignal.never()).train(table, work.resolve("model"));
        if (result instanceof TrainingResult.Trained trained) {
            return trained.model();
        }
        throw new UserException(result.message());
    }
}
