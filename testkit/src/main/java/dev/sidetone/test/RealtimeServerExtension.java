package dev.sidetone.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link RealtimeServerTest} does: one server for each test, and a look at what the test left behind. */
final class RealtimeServerExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace SERVERS = Namespace.create(RealtimeServerExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        var wanted = wanted(context);
        var script = wanted.script().isEmpty() ? Optional.<TestServer.Yaml>empty() : Optional.of(yaml(context, wanted.script()));
        context.getStore(SERVERS).put(TestServer.class, new TestServer(script, wanted.realTime(), wanted.tls()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var server = context.getStore(SERVERS).get(TestServer.class, TestServer.class);
        try {
            // A test that failed has told enough; what it left open is no news.
            if (context.getExecutionException().isEmpty() && !wanted(context).leavesOpen()) server.assertNothingOpen();
        } finally {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var server = context.getStore(SERVERS).get(TestServer.class, TestServer.class);
        if (server == null) {
            throw new ParameterResolutionException("a TestServer belongs to one test: take it as a parameter of the test method,"
                    + " of @BeforeEach or of @AfterEach, not of a constructor or of @BeforeAll");
        }
        return server;
    }

    /** The method's own annotation, or that of the nearest class around it. */
    private static RealtimeServerTest wanted(ExtensionContext context) {
        var found = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), RealtimeServerTest.class);
        for (Class<?> type = context.getRequiredTestClass(); found.isEmpty() && type != null; type = type.getEnclosingClass()) {
            found = AnnotationSupport.findAnnotation(type, RealtimeServerTest.class);
        }
        return found.orElseThrow(() -> new ExtensionConfigurationException("use @RealtimeServerTest instead of its extension"));
    }

    private static TestServer.Yaml yaml(ExtensionContext context, String name) {
        try (InputStream resource = context.getRequiredTestClass().getResourceAsStream(name)) {
            if (resource == null) {
                throw new ExtensionConfigurationException("there is no script " + name + " beside " + context.getRequiredTestClass().getName()
                        + "; it is looked for among the resources of its package, or from the root with a leading slash");
            }
            return new TestServer.Yaml(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ExtensionConfigurationException("the script " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
