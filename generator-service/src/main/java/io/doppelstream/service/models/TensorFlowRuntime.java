package io.doppelstream.service.models;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;

/**
 * TensorFlow's natives and threads for DJL's engine. DJL would download a build of its own; this points it to the one that
 * TensorFlow Java carries, before its engine starts. The threads inside an operation are one pool for all sessions of the
 * process, as large as the first session asks for; DJL's own first session asks for all processors, whatever a model's
 * configuration says: so this opens one before it.
 */
final class TensorFlowRuntime {
    private static final Logger log = LoggerFactory.getLogger(TensorFlowRuntime.class);
    private static boolean ready;

    private TensorFlowRuntime() {}

    /**
     * Loads the natives and has TensorFlow make its threads; does nothing when it was done.
     *
     * @param config of the sessions to come
     */
    static synchronized void load(ConfigProto config) {
        if (ready) {
            return;
        }
        System.setProperty("ai.djl.offline", "true");
        Path library = Path.of(Loader.load(tensorflow.class));
        System.setProperty("TENSORFLOW_LIBRARY_PATH", library.getParent().toString());
        try (Graph graph = new Graph();
                Session session = new Session(graph, config)) {
            log.debug("TensorFlow {} has made its threads", TensorFlow.version());
        }
        ready = true;
    }
}
