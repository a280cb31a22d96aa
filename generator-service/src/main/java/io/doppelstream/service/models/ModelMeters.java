package io.doppelstream.service.models;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** Meters of the models in memory; a model that is closed loses its own at the next {@link #refresh}. */
public final class ModelMeters {
    private final LoadedModels models;
    private final MultiGauge fidelity;
    private final MultiGauge rows;

    public ModelMeters(LoadedModels models, MeterRegistry registry) {
        this.models = models;
        this.fidelity = MultiGauge.builder("doppel.model.fidelity")
                .description("Mean column shape of the rows generated last, against the training rows")
                .register(registry);
        this.rows = MultiGauge.builder("doppel.model.fidelity.rows")
                .description("Rows that the fidelity is over")
                .register(registry);
        // Without a strong reference the gauges would read NaN as soon as their suppliers are collected.
        Gauge.builder("doppel.models.loaded", () -> models.all().size())
                .strongReference(true)
                .register(registry);
        Gauge.builder("doppel.models.loaded.bytes", () -> models.all().stream()
                        .mapToLong(LoadedModel::bytes)
                        .sum())
                .strongReference(true)
                .register(registry);
    }

    /** Looks at which models are in memory now. */
    public void refresh() {
        List<MultiGauge.Row<?>> scores = new ArrayList<>();
        List<MultiGauge.Row<?>> counted = new ArrayList<>();
        for (LoadedModel model : models.all()) {
            Tags tags = Tags.of(
                    "model",
                    model.manifest().name(),
                    "version",
                    model.manifest().version());
            RollingFidelity rolling = model.fidelity();
            rolling.score().ifPresent(score -> {
                scores.add(MultiGauge.Row.of(tags, score));
                counted.add(MultiGauge.Row.of(tags, rolling.rows()));
            });
        }
        fidelity.register(scores, true);
        rows.register(counted, true);
    }
}
