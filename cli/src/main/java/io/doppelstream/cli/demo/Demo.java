package io.doppelstream.cli.demo;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.service.config.ServiceConfig;
import io.doppelstream.trainer.train.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Data to learn from and what is done with it; the way around it is that of {@link DemoRun}. */
interface Demo {

    /** Reads the data of a demo. */
    interface Source {

        /**
         * Reads it.
         *
         * @param work for temporary files
         */
        Demo read(Path work) throws IOException, UnusableDataException;
    }

    /** A condition that a user may try. */
    String exampleCondition();

    /**
     * Trains a model and says how it went.
     *
     * @param folder where the package will be; does not exist
     */
    Trained train(Path folder, StopSignal stop) throws IOException;

    /** A model and what its records are measured with. */
    interface Trained {

        ModelPackage model();

        /** Says what else the service does. */
        default ServiceConfig configure(ServiceConfig config) {
            return config;
        }

        /** Makes what the service needs to start, beside the model. */
        default void prepare(ClusterOptions cluster) {}

        /** Sends requests to a service that has the model, and shows what came back. */
        Outcome ask(ClusterOptions cluster) throws UnusableDataException;
    }

    /**
     * What came back.
     *
     * @param summary contents of {@code summary.json}
     * @param files to keep beside it, by name
     */
    record Outcome(Object summary, Map<String, byte[]> files) {}
}
