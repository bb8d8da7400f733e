package org.mnist.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.mnist.base.Hashes;

/** Hashes of what stands in a page, by which its content security policy lets nothing else run. */
final class PageHashes {
    private PageHashes() {}

    /** The SHA-256 of what stands in the first element of a name, as a content security policy has it. */
    static String of(String page, String element) {
        int start = page.indexOf("<" + element + ">") + element.length() + 2;
        byte[] content =
                page.substring(start, page.indexOf("</" + element + ">", start)).getBytes(StandardCharsets.UTF_8);
        return "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256().digest(content));
    }
}
