package io.doppelstream.trainer.graph;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How TensorFlow runs a graph, above all with how many threads.
 *
 * @param intraOpThreads threads inside one operation, such as a matrix product
 * @param interOpThreads operations that may run side by side, on threads that all sessions of the process share: the first
 *     session says how many. -1: each call does everything in the thread that it came in
 */
public record ExecutionConfig(int intraOpThreads, int interOpThreads) {

    private static final int IN_CALLERS_THREAD = -1;

    public ExecutionConfig {
        if (intraOpThreads < 1 || (interOpThreads < 1 && interOpThreads != IN_CALLERS_THREAD)) {
            throw new IllegalArgumentException("expected at least one thread of each kind, or the caller's ("
                    + IN_CALLERS_THREAD + ") between operations, found intra-op " + intraOpThreads + " and inter-op "
                    + interOpThreads);
        }
    }

    /** All processors inside an operation, one operation at a time. */
    public static ExecutionConfig ofThisMachine() {
        return new ExecutionConfig(Runtime.getRuntime().availableProcessors(), 1);
    }

    /**
     * One thread an operation, as many operations as processors: the players' passes run side by side. The matrices of a
     * tabular GAN are too small to be split: on two processors a step took less than half the time that it took with
     * two threads inside an operation.
     */
    public static ExecutionConfig forTraining() {
        return new ExecutionConfig(1, Runtime.getRuntime().availableProcessors());
    }

    /** All processors inside an operation and between them: convolutions are large enough to be split. */
    public static ExecutionConfig forImages() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new ExecutionConfig(processors, processors);
    }

    /** Every call in the thread that it came in, so that as many run side by side as there are callers. */
    public static ExecutionConfig inCallersThread() {
        return new ExecutionConfig(1, IN_CALLERS_THREAD);
    }

    /**
     * For a graph that was just drawn, which is run as it is, without TensorFlow's optimizer of graphs (Grappler): that takes seconds of each
     * training before the first step, most of a short one, and the steps are no faster for it.
     */
    public ConfigProto forDrawnGraph() {
        return threads()
                .setGraphOptions(GraphOptions.newBuilder()
                        .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
                .build();
    }

    /** For a saved model, optimized as the service has it: rounding, and with it the records, would differ otherwise. */
    public ConfigProto forSavedModel() {
        return threads().build();
    }

    private ConfigProto.Builder threads() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(intraOpThreads)
                .setInterOpParallelismThreads(interOpThreads);
    }
}
