package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.sample.ModelSampler;

/** A condition that few records of a model meet. */
final class RareCondition {
    private static final int SAMPLED = 50_000;

    private RareCondition() {}

    /** {@code column = 'value'} of the category that is rarest among sampled rows. */
    static String of(ModelPackage model) {
        Table rows;
        try (ModelSampler sampler = ModelSampler.open(model, ExecutionConfig.inCallersThread())) {
            rows = sampler.sample(SAMPLED, 1);
        }
        String rarest = null;
        int fewest = Integer.MAX_VALUE;
        for (int index = 0; index < rows.columns().size(); index++) {
            Column column = rows.schema().column(index);
            if (column.role() instanceof Role.Categorical categorical
                    && rows.column(index) instanceof ColumnData.Codes codes) {
                int[] counts = new int[categorical.vocabulary().size()];
                for (int code : codes.values()) {
                    if (code >= 0) {
                        counts[code]++;
                    }
                }
                for (int code = 0; code < counts.length; code++) {
                    if (counts[code] > 0 && counts[code] < fewest) {
                        fewest = counts[code];
                        rarest = column.name() + " = '"
                                + categorical.vocabulary().get(code) + "'";
                    }
                }
            }
        }
        if (rarest == null) {
            throw new UserException(
                    "Expected a categorical column for the conditioned request, found none: state one with --where");
        }
        return rarest;
    }
}
