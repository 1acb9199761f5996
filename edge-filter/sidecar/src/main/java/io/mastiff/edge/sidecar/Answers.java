package io.mastiff.edge.sidecar;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.answer.Answer;
import io.mastiff.edge.client.VisitorCookies;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers of the sidecar itself as Netty writes them. */
final class Answers {
  private Answers() {}

  /**
   * What forward-auth answers, and the cookie that goes with it.
   *
   * @param issued id of the cookie, or empty
   */
  record Auth(Answer answer, String issued) {}

  /** 200 allows; a denial is 403 for nginx and its own status for others. */
  static Auth auth(
      DecisionEngine engine, Decision decision, SidecarSettings.@Nullable Dialect dialect) {
    if (!decision.isAnswered()) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Cache-Control", "no-store");
      Optional<VisitorCookies.Issued> cookie = engine.cookieFor(decision, false);
      cookie.ifPresent(c -> headers.put("Set-Cookie", setCookie(engine, decision, c)));
      return new Auth(
          new Answer(200, headers, new byte[0]), cookie.map(VisitorCookies.Issued::id).orElse(""));
    }
    Answer answer = engine.answer(decision);
    if (dialect == SidecarSettings.Dialect.GENERIC) {
      return new Auth(answer, "");
    }
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("Mastiff-Status", Integer.toString(answer.status()));
    return new Auth(new Answer(403, headers, answer.body()), "");
  }

  static String setCookie(DecisionEngine engine, Decision decision, VisitorCookies.Issued cookie) {
    return cookie.header(
        engine.isSecure(decision),
        engine.policy().cookie().lifetime().toSeconds(),
        engine.policy().cookie().domain());
  }

  static FullHttpResponse response(Answer answer, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }
}
