package org.mnist.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms of pictures that are read, told by how a file begins. */
enum PictureFormat {
    PNG("png", "\u0089PNG\r\n\u001a\n"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff"),
    BMP("bmp", "BM"),
    GIF("gif", "GIF87a", "GIF89a"),
    TIFF("tiff", "II*\0", "MM\0*"),
    WEBP("webp", "RIFF????WEBP");

    /** Seconds; no header tells how long a sound file of these forms takes, nor that a hostile one takes for ever. */
    private static final double USUAL_SECONDS = 4.5;

    /** The decoder of WebP is slow, and all that it does is told by headers. */
    private static final double WEBP_SECONDS = 20;

    /** How much of a file tells its form. */
    private static final int HEAD = 1024;

    private final String reader;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> beginnings;

    PictureFormat(String reader, String... beginnings) {
        this.reader = reader;
        this.beginnings = List.of(beginnings);
    }

    /** The name by which ImageIO knows the form. */
    String reader() {
        return reader;
    }

    /** How long a picture may take to decode. */
    WorkLimit limit() {
        return new WorkLimit(this == WEBP ? WEBP_SECONDS : USUAL_SECONDS);
    }

    /**
     * The form of a file.
     *
     * @throws NoPictureException if it is none of these; the message names what it is, where that is known
     */
    static PictureFormat of(PictureBytes bytes) throws IOException {
        String head = head(bytes);
        Optional<PictureFormat> found = Arrays.stream(values())
                .filter(format -> format.beginnings.stream().anyMatch(beginning -> begins(head, beginning)))
                .findFirst();
        if (found.isEmpty()) {
            throw new NoPictureException(bytes.length() == 0 ? "it is empty" : other(head));
        }
        return found.get();
    }

    /** The first bytes, each as a character of its number. */
    private static String head(PictureBytes bytes) throws IOException {
        byte[] head = new byte[(int) Math.min(HEAD, bytes.length())];
        int read = 0;
        while (read < head.length) {
            read += bytes.read(read, head, read, head.length - read);
        }
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    /** Whether a text begins with another, in which ? is any character. */
    private static boolean begins(String text, String beginning) {
        if (text.length() < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if (beginning.charAt(i) != '?' && beginning.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What people take for a picture and is none that is read here, with what makes one of it. */
    private static String other(String head) {
        if (begins(head, "????ftyp")) {
            return ofMediaFile(head.length() < 12 ? "" : head.substring(8, 12));
        }
        String text = head.toLowerCase(Locale.ROOT).replaceAll("^(\u00ef\u00bb\u00bf)?\\s+", "");
        if (head.contains("%PDF-")) {
            return "it is PDF; `pdftoppm -r 200 -png FILE page` makes a PNG of each page";
        }
        if (text.contains("<svg")) {
            return "it is SVG; `rsvg-convert FILE -o picture.png` makes a PNG of it";
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "it is a web page, not the picture on it";
        }
        if (begins(head, "\0\0\0\u000cJXL ") || begins(head, "\u00ff\n")) {
            return "it is JPEG XL; `djxl FILE picture.png` makes a PNG of it";
        }
        if (begins(head, "\0\0\0\u000cjP  ") || begins(head, "\u00ffO\u00ffQ")) {
            return "it is JPEG 2000; `opj_decompress -i FILE -o picture.png` makes a PNG of it";
        }
        if (begins(head, "8BPS")) {
            return "it is Photoshop's; save it there as PNG";
        }
        return "it is not in a format known here";
    }

    /** What a file of the family of MP4 is, which HEIC and AVIF are of, by the name of its brand. */
    private static String ofMediaFile(String brand) {
        if (brand.startsWith("avi")) {
            return "it is AVIF; `avifdec FILE picture.png` makes a PNG of it";
        }
        if (brand.startsWith("he") || brand.startsWith("mif") || brand.startsWith("msf")) {
            return "it is HEIC, in which iPhones keep photos; `heif-convert FILE photo.jpg` makes a JPEG of it, and"
                    + " the phone takes JPEG if set to (Camera, Formats, Most Compatible)";
        }
        if (brand.equals("crx ")) {
            return "it is a camera's raw image; save it as JPEG";
        }
        return "it is a video or sound";
    }
}
