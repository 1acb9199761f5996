package io.mastiff.edge.sidecar;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.client.SharedCaches;
import io.mastiff.edge.client.StoreWord;
import io.mastiff.edge.client.VisitorCookies;
import io.mastiff.edge.publish.OutcomeText;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;

/** What a store's answer tells the door, and what the door changes in it. */
final class AnswerHead {
  private AnswerHead() {}

  /** Hands on what the store says of the visitor and of an order. */
  static void tell(DecisionEngine engine, Decision decision, HttpHeaders headers) {
    engine.told(decision, StoreWord.bits(headers.get(StoreWord.HEADER, "")));
    engine.outcome(decision, headers.get(OutcomeText.HEADER, ""));
  }

  /** Sets the visitor cookie if one is due; its id, or empty. */
  static String setCookie(DecisionEngine engine, Decision decision, HttpHeaders headers) {
    boolean shared =
        decision.sighting() != null
            && SharedCaches.mayKeep(headers::getAll, decision.sighting().request().headers());
    Optional<VisitorCookies.Issued> cookie = engine.cookieFor(decision, shared);
    cookie.ifPresent(
        c -> headers.add(HttpHeaderNames.SET_COOKIE, Answers.setCookie(engine, decision, c)));
    return cookie.map(VisitorCookies.Issued::id).orElse("");
  }

  /** Frames the answer as this client can read it (RFC 9112, section 6). */
  static void frame(
      HttpRequest request, HttpResponse response, boolean oldClient, boolean keepAlive) {
    boolean bodiless =
        request.method().equals(HttpMethod.HEAD)
            || response.status().code() == 204
            || response.status().code() == 304;
    boolean framed =
        HttpUtil.isContentLengthSet(response) || HttpUtil.isTransferEncodingChunked(response);
    if (oldClient) {
      HttpUtil.setTransferEncodingChunked(response, false);
    } else if (!bodiless && !framed) {
      HttpUtil.setTransferEncodingChunked(response, true);
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }
}
