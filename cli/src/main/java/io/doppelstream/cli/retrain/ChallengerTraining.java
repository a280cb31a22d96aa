package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.TopicEnds;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableSource;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.trainer.TabularTrainer;
import io.doppelstream.trainer.TrainingConfig;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.checkpoint.CheckpointException;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import io.doppelstream.trainer.stream.StreamConfig;
import io.doppelstream.trainer.stream.StreamedTable;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a new version from a topic and sets records aside to compare it with. What was stopped goes on where it was, with
 * the records that it was begun with.
 *
 * @param minutes time to train
 */
record ChallengerTraining(
        TrainingRequest request,
        String version,
        RetrainPlan plan,
        double minutes,
        ClusterOptions cluster,
        RetrainFolder folder,
        TrainingListener listener) {

    private static final Logger log = LoggerFactory.getLogger(ChallengerTraining.class);
    private static final double DEFAULT_HOLDOUT = 0.2;

    /** Trains, until it is done or stopped. */
    TrainingResult run(StopSignal stop) throws IOException, UnusableDataException {
        if (folder.unfinished()) {
            try {
                return train(Start.RESUME, stop);
            } catch (CheckpointException e) {
                log.warn("Request {} begins anew: {}", request.getRequestId(), e.getMessage());
            }
        }
        folder.clear();
        return train(Start.NEW, stop);
    }

    private TrainingResult train(Start start, StopSignal stop) throws IOException, UnusableDataException {
        TopicEnds ends = folder.ends(() -> TopicSource.ends(request.getTopic(), cluster));
        TopicSource topic = TopicSource.read(request.getTopic(), ends, plan.overrides(), cluster);
        try (TableSource source = topic.table()) {
            log.info("Request {}: {}", request.getRequestId(), topic.summary());
            return train(source, config(start).withRecordSchema(topic.schema().toString()), stop);
        }
    }

    private TrainingResult train(TableSource source, TrainingConfig config, StopSignal stop)
            throws IOException, UnusableDataException {
        TabularTrainer trainer = new TabularTrainer(config, listener, stop);
        StreamConfig stream = StreamConfig.defaults();
        if (stream.streams(source.rows(), config.holdoutShare())) {
            StreamedTable table = StreamedTable.of(source.shuffle(config.seed()), config.holdoutShare(), stream);
            ModelComparison.write(table.holdout(), config.seed(), folder.holdout());
            return trainer.train(table, folder.model());
        }
        Table.Split split = source.read().split(config.holdoutShare(), config.seed());
        ModelComparison.write(split.second(), config.seed(), folder.holdout());
        return trainer.train(split.first(), split.second(), folder.model());
    }

    private TrainingConfig config(Start start) {
        return TrainingConfig.of(
                        request.getModel(),
                        version,
                        plan.gan(),
                        Budget.time(Duration.ofMillis(Math.max(1, Math.round(minutes * 60_000)))),
                        ChunkSeed.ofRequest(request.getRequestId()))
                .withHoldoutShare(request.getHoldout() == null ? DEFAULT_HOLDOUT : request.getHoldout())
                .withCheckpoints(CheckpointConfig.of(start))
                .withEvaluation(new EvaluationOptions(plan.target(), List.of(), EvaluationLimits.defaults()));
    }
}
