package org.mnist.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.mnist.Mnist;
import org.mnist.cli.Environment;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;

/** Draws pictures, lets {@code mnist predict} read them, and counts: {@code scripts/predict-photos RUN FOLDER}. */
public final class PhotoScore {
    private int digits;
    private int right;
    private int refused;
    private int miscounted;

    private PhotoScore() {}

    /** Prints a table. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        List<Scene> scenes = new ArrayList<>(Scenes.handwritten(20));
        scenes.addAll(Scenes.printed(40));
        scenes.addAll(Scenes.others(56));
        List<String> command = new ArrayList<>(List.of("predict", "--json", args[0]));
        for (Scene scene : scenes) {
            Path file = folder.resolve(scene.name() + ".png");
            ImageIO.write(scene.picture(), "png", file.toFile());
            command.add(file.toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Mnist.run(
                command.toArray(String[]::new),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Environment.ofProcess());
        if (code != 0) {
            System.exit(code);
        }
        Map<String, PhotoScore> scores = new TreeMap<>(Comparator.naturalOrder());
        JsonNode predictions = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        for (int i = 0; i < scenes.size(); i++) {
            scores.computeIfAbsent(scenes.get(i).kind(), kind -> new PhotoScore())
                    .count(scenes.get(i), predictions.get(i).get("digits"));
        }
        System.out.printf("%-12s %7s %6s %8s %11s%n", "kind", "written", "right", "refused", "not found");
        scores.forEach((kind, score) -> System.out.printf(
                "%-12s %7d %6d %8d %11d%n", kind, score.digits, score.right, score.refused, score.miscounted));
    }

    private void count(Scene scene, JsonNode found) {
        digits += scene.text().length();
        if (found.size() != scene.text().length()) {
            miscounted += scene.text().length();
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            boolean none = found.get(i).get("digit").isNull();
            refused += none ? 1 : 0;
            String read = none ? "?" : found.get(i).get("digit").asText();
            right += read.charAt(0) == scene.text().charAt(i) ? 1 : 0;
        }
    }
}
