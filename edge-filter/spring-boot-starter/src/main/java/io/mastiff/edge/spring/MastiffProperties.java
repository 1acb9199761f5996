package io.mastiff.edge.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code mastiff.*} of an application.
 *
 * @param enabled whether the filter is registered
 * @param policy policy file; without it the door observes
 * @param kafka bootstrap servers; without them nothing is published
 * @param dataDir folder for the cookie key and the list; needed with {@code kafka}
 * @param order place among the filters; by default behind Spring's forwarded-header filter and
 *     before Spring Security
 */
@ConfigurationProperties("mastiff")
public record MastiffProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String policy,
    @Nullable String kafka,
    @Nullable String dataDir,
    @DefaultValue("-2147483548") int order) {}
