package org.mnist.serve;

import java.util.List;

/**
 * The parts of a request, before its body, on which it depends who may ask. Lists hold every header or parameter of that name
 * that was sent, so that two that contradict each other are seen.
 *
 * @param method such as {@code GET}
 * @param path decoded, without its query
 * @param hosts the headers {@code Host}
 * @param origins the headers {@code Origin}
 * @param authorizations the headers {@code Authorization}
 * @param tokens the parameters of the query that hold a token
 * @param asksForMethod whether it has {@code Access-Control-Request-Method}, as a browser's question before a request to
 *     another origin has
 */
record RequestHead(
        String method,
        String path,
        List<String> hosts,
        List<String> origins,
        List<String> authorizations,
        List<String> tokens,
        boolean asksForMethod) {
    /** Whether a browser asks if a page of another origin may ask; such a question never carries a token. */
    boolean isPreflight() {
        return method.equals("OPTIONS") && origins.size() == 1 && asksForMethod;
    }
}
