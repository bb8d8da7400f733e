package org.mnist.serve;

import java.util.Map;
import org.mnist.base.BuildInfo;
import org.mnist.base.Resources;
import org.mnist.report.Html;

/** The description of a server for programs, by OpenAPI 3.1; {@code OpenApiTest} holds it against the routes. */
final class OpenApi {
    private OpenApi() {}

    /** The document, in JSON. */
    static String document() {
        return Html.fill(Resources.text(OpenApi.class, "openapi.json"), Map.of("version", BuildInfo.version()));
    }
}
