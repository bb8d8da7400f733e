package org.mnist.vision;

import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.network.Shape;

/**
 * A network for digits of another size than MNIST's, which is given MNIST's form scaled to its own.
 *
 * @param network runs the network
 * @param image the shape that it takes, of one channel
 */
record FittedPredictor(Predictor network, Shape image) implements Predictor {
    @Override
    public String name() {
        return network.name();
    }

    @Override
    public int classes() {
        return network.classes();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        byte[] pixels = new byte[batch.size() * image.size()];
        for (int i = 0; i < batch.size(); i++) {
            GrayImage digit = new GrayImage(DigitForm.SIDE, DigitForm.SIDE);
            System.arraycopy(batch.images(), i * DigitForm.PIXELS, digit.values(), 0, DigitForm.PIXELS);
            float[] scaled = digit.scaled(image.width(), image.height()).values();
            for (int k = 0; k < scaled.length; k++) {
                pixels[i * scaled.length + k] = (byte) Math.round(255 * scaled[k]);
            }
        }
        Images digits = new Images(image, pixels, new int[batch.size()]);
        network.predict(Batches.inOrder(digits, batch.size()).get(0), probabilities, offset);
    }

    @Override
    public void close() {
        network.close();
    }
}
