package io.doppelstream.trainer;

import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;

/**
 * What a private training publishes in the place of facts that are read off the data.
 *
 * @param schema with the released vocabularies and nulls
 * @param reference the released marginals
 * @param rows expected number of training rows: the true one depends on a secret split
 * @param holdoutRows all other rows
 * @param privacy the budget that was spent
 */
record PrivateRelease(
        TableSchema schema, List<ReferenceMarginal> reference, int rows, int holdoutRows, Manifest.Privacy privacy) {}
