package io.doppelstream.service.models;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * TensorFlow's natives for DJL's engine. DJL would download a build of its own; this points it to the one that TensorFlow
 * Java carries, before its engine starts.
 */
final class TensorFlowRuntime {
    private static boolean ready;

    private TensorFlowRuntime() {}

    /** Loads the natives; does nothing when they are loaded. */
    static synchronized void load() {
        if (ready) {
            return;
        }
        System.setProperty("ai.djl.offline", "true");
        Path library = Path.of(Loader.load(tensorflow.class));
        System.setProperty("TENSORFLOW_LIBRARY_PATH", library.getParent().toString());
        ready = true;
    }
}
