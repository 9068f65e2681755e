package dev.helpline.chat.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Keeps Boot 3 from migrating the application's database with Flyway only because Flyway is on the class path, where the chat's store needs
 * it for tables of its own. Boot 3 would look for {@code db/migration}, find nothing, and fail on a schema that Liquibase or the application
 * has filled. An application that has scripts in {@code db/migration}, or any {@code spring.flyway} property, has its Flyway as always. Boot
 * 4 asks for a module of its own, which the chat does not bring.
 */
final class HostsFlywayFilter implements AutoConfigurationImportFilter, EnvironmentAware, ResourceLoaderAware {
    private static final String FLYWAY = "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";

    private @Nullable Environment environment;
    private @Nullable ResourceLoader resources;

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            kept[i] = keeps(configurations[i]);
        }
        return kept;
    }

    /** Whether an auto-configuration takes part; null stands for one that another filter has left out. */
    boolean keeps(@Nullable String configuration) {
        return !FLYWAY.equals(configuration) || isMeant();
    }

    private boolean isMeant() {
        boolean hasScripts = resources != null
                && resources.getResource("classpath:db/migration").exists();
        return hasScripts
                || (environment != null
                        && Binder.get(environment)
                                .bind("spring.flyway", Bindable.mapOf(String.class, String.class))
                                .isBound());
    }

    @Override
    public void setEnvironment(Environment value) {
        environment = value;
    }

    @Override
    public void setResourceLoader(ResourceLoader value) {
        resources = value;
    }
}
