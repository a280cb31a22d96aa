package io.doppelstream.cli.train;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.detect.LabelledTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Fits a detector to a table some of whose rows are known to be anomalies: those held out choose its default score.
 *
 * @param anomalies condition that anomalies meet
 * @param normalOnly whether the fit is without them
 * @param out folder for the model
 */
record LabelledTraining(TrainingConfig config, String anomalies, boolean normalOnly, Path out) {

    TrainingResult run(Table table) throws IOException {
        LabelledTable labelled = LabelledTable.of(table, anomalies);
        LabelledTable.Split split = labelled.split(normalOnly, config.holdoutShare(), config.seed());
        System.err.printf(
                Locale.ROOT,
                "%,d of %,d rows are anomalies, %s; %s%n",
                labelled.anomalies(),
                table.rows(),
                normalOnly ? "none of them in the fit" : "in the fit like all others",
                split.labelled().isPresent()
                        ? "those held out choose the default score"
                        : "too few are held out to choose the default score by");
        return TrainingRun.atTerminal((bar, stop) ->
                new TabularTrainer(config, bar, stop).train(split.training(), split.holdout(), split.labelled(), out));
    }
}
