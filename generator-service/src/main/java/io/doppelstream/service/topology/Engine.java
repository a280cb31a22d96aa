package io.doppelstream.service.topology;

import io.doppelstream.service.config.Guarantee;
import io.doppelstream.service.config.RequestSettings;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.generate.Shadow;
import io.doppelstream.service.metrics.ServiceMetrics;
import io.doppelstream.service.models.ModelCatalog;
import java.time.Duration;

/**
 * What all processors of one service share.
 *
 * @param topics topics
 * @param limits what clients may ask for
 * @param guarantee what a crash may do
 * @param contracts serdes
 * @param catalog models
 * @param shadow lets rivals generate, too
 * @param outputs output topics and schema ids
 * @param ends where output topics end
 * @param metrics meters
 * @param patience how long a processor waits for a neighbour before its thread is replaced
 */
public record Engine(
        TopicSettings topics,
        RequestSettings limits,
        Guarantee guarantee,
        Contracts contracts,
        ModelCatalog catalog,
        Shadow shadow,
        OutputTopics outputs,
        OutputEnds ends,
        ServiceMetrics metrics,
        Duration patience) {

    Patience patient() {
        return new Patience(patience, metrics);
    }
}
