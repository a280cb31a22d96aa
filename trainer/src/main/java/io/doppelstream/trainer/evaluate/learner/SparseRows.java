package io.doppelstream.trainer.evaluate.learner;

/**
 * Features of rows in compressed sparse row format.
 *
 * @param starts where each row starts in the other two arrays, and where the last one ends; [rows + 1]
 * @param features index of each entry's feature
 * @param values value of each entry; a feature without an entry is missing
 * @param width number of features
 */
record SparseRows(long[] starts, int[] features, float[] values, int width) {

    int rows() {
        return starts.length - 1;
    }
}
