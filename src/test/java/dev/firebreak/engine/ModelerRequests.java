package dev.firebreak.engine;

import dev.firebreak.access.HttpVisitor;
import java.net.http.HttpResponse;
import java.util.Map;

/** The deployment of a model as Camunda Modeler 5 sends it. */
public final class ModelerRequests {

    private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private ModelerRequests() {}

    /** The multipart request as the Modeler's FormData writes it, with the origin of a desktop application. */
    public static HttpResponse<String> deploy(int port, String login, String name, String file, String model) {
        var body = field("deployment-name", name)
                + field("deployment-source", "Camunda Modeler")
                + field("enable-duplicate-filtering", "true")
                + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + file + "\";"
                + " filename=\"" + file + "\"\r\nContent-Type: text/xml\r\n\r\n" + model + "\r\n--" + BOUNDARY
                + "--\r\n";
        return new HttpVisitor(port)
                .send(
                        "POST",
                        "/engine-rest/deployment/create",
                        body,
                        Map.of(
                                "Accept",
                                "application/json",
                                "Origin",
                                "file://",
                                "Content-Type",
                                "multipart/form-data; boundary=" + BOUNDARY,
                                "Authorization",
                                login));
    }

    private static String field(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
