package io.doppelstream.service.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.schemas.BinCounts;
import io.doppelstream.schemas.MarginalCounts;
import io.doppelstream.service.config.ScorerSettings;
import io.doppelstream.service.models.LoadedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts events in the bins of a model's reference. */
final class MarginalCounter {
    private MarginalCounter() {}

    /** Key of the counts of a scorer. */
    static byte[] key(ScorerSettings settings) {
        return settings.name().getBytes(UTF_8);
    }

    static MarginalCounts count(LoadedModel model, List<Event> events) {
        Manifest manifest = model.manifest();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Event event : events) {
            from = Math.min(from, event.source().timestamp());
            to = Math.max(to, event.source().timestamp());
        }
        List<BinCounts> columns = new ArrayList<>();
        for (ReferenceMarginal marginal : manifest.reference()) {
            columns.add(
                    count(marginal, manifest.schema().column(marginal.column()).categorical(), events));
        }
        return new MarginalCounts(
                manifest.name(),
                manifest.version(),
                model.digest(),
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                (long) events.size(),
                columns);
    }

    private static BinCounts count(ReferenceMarginal marginal, boolean categorical, List<Event> events) {
        long[] bins = new long[marginal.shares().length];
        long unseen = 0;
        for (Event event : events) {
            double value = event.values()[marginal.column()];
            if (categorical && value == EventFeatures.UNSEEN) {
                unseen++;
            } else {
                bins[marginal.bin(value)]++;
            }
        }
        return new BinCounts(Arrays.stream(bins).boxed().toList(), unseen);
    }
}
