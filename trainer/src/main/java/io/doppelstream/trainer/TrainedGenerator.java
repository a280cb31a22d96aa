package io.doppelstream.trainer;

import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.Progress;
import java.util.List;

/**
 * What is left of a training once TensorFlow's graph is closed.
 *
 * @param data codecs and condition layout
 * @param generator the published network
 * @param weights its weights and statistics
 * @param steps rounds that were run
 * @param seconds wall time of the training
 * @param history what was reported on the way
 */
record TrainedGenerator(
        TabularData data,
        RowGenerator generator,
        WeightSnapshot weights,
        long steps,
        double seconds,
        List<Progress> history) {}
