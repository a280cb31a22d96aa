package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.calibrate.RawSampler;
import io.doppelstream.trainer.encoder.ColumnQuality;
import io.doppelstream.trainer.gan.DrawnGan;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import io.doppelstream.trainer.validate.ModelValidation;
import org.tensorflow.Session;

/**
 * A short training in a graph of its own, with the networks, batches and noise of the real one, whose model is measured and
 * thrown away. Rates fall along their whole schedule: it is a small version of the training, not its beginning.
 */
record PilotTraining(TrainingConfig config, StopSignal stop) {

    /**
     * Trains and measures.
     *
     * @param data rows that are in memory, under the codecs to be measured
     * @param reference real rows, not trained on where there are enough
     */
    PilotOutcome run(TabularData data, Table reference, Budget budget) {
        try (TrainingGraph graph = new TrainingGraph(config.seed())) {
            Gan gan = config.gan().create();
            DrawnGan drawn = gan.draw(graph, data);
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            RawSampler sampler = new RawSampler(graph.tf(), data, drawn.generator(), drawn.servingWeights());
            try (Session session = graph.open(config.execution());
                    TrainingBatches batches = TrainingBatches.resident(data, gan, config.seed())) {
                TrainingOutcome outcome =
                        loop.run(session, batches.training(), budget, TrainingListener.silent(), stop);
                if (outcome instanceof TrainingOutcome.Interrupted) {
                    return new PilotOutcome.Interrupted();
                } else if (outcome instanceof TrainingOutcome.Diverged) {
                    return new PilotOutcome.Diverged();
                }
                ModelValidation validation = new ModelValidation(
                        config.gan().calibrated(),
                        drawn,
                        data,
                        sampler,
                        batches.estimation(),
                        reference,
                        config.seed());
                return new PilotOutcome.Measured(
                        outcome.steps(), ColumnQuality.of(reference, validation.sample(session)));
            }
        }
    }
}
