package org.mnist.data;

/** The labels of an IDX file, as they are written there: whole numbers from 0 on, whatever classes they stand for. */
final class IdxLabels {
    private final int[] values;
    private final String sha256;

    IdxLabels(int[] values, String sha256) {
        this.values = values;
        this.sha256 = sha256;
    }

    /** One for each image; nobody changes them. */
    int[] values() {
        return values;
    }

    /** SHA-256 of the whole plain file, header included. */
    String sha256() {
        return sha256;
    }
}
