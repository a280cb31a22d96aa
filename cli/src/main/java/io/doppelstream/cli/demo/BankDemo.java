package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.BankTable;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
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
import java.util.Map;

/** The main job: the UCI bank marketing table, and three requests. */
record BankDemo(Table table, Duration training) implements Demo {

    private static final double HOLDOUT = 0.2;

    static BankDemo read(Path work, Duration training) throws IOException, UnusableDataException {
        return new BankDemo(TableReader.read(BankTable.copyTo(work), SchemaOverrides.NONE), training);
    }

    @Override
    public String exampleCondition() {
        return "job = 'student'";
    }

    @Override
    public Trained train(Path folder, StopSignal stop) throws IOException {
        DemoRun.step("Training on the UCI bank marketing table: " + table.rows() + " rows, "
                + table.schema().size() + " columns, " + Math.round(100 * HOLDOUT) + " % of the rows set aside");
        Table.Split split = table.split(HOLDOUT, 1);
        TrainingConfig config = TrainingConfig.of("bank", "1", GanConfig.of("tabular"), Budget.time(training), 1);
        TrainingResult.Complete complete = DemoRun.complete(
                bar -> new TabularTrainer(config, bar, stop).train(split.first(), split.second(), folder));
        return new TrainedBank(complete.model(), split);
    }

    /** The model with the real rows: learned from, and held out. */
    private record TrainedBank(ModelPackage model, Table.Split split) implements Trained {

        @Override
        public Outcome ask(ClusterOptions cluster) {
            return new Outcome(DemoRequests.run(cluster, model, split), Map.of());
        }
    }
}
