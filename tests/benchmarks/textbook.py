"""The baseline of `make bench`: a network as introductory courses write it.

One function for each step of the derivation, caches as tuples in a list, a new array for every
result, dA of the input computed although nobody needs it. Right, readable, and slower.
"""

import numpy as np


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z)), Z


def tanh(Z):
    return np.tanh(Z), Z


def relu(Z):
    return np.maximum(0, Z), Z


def softmax(Z):
    powers = np.exp(Z - Z.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True), Z


def sigmoid_backward(dA, Z):
    s = 1 / (1 + np.exp(-Z))
    return dA * s * (1 - s)


def tanh_backward(dA, Z):
    return dA * (1 - np.power(np.tanh(Z), 2))


def relu_backward(dA, Z):
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ


FORWARD = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu, "softmax": softmax}
BACKWARD = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}


def layer_forward(A_prev, W, b, activation):
    Z = np.dot(W, A_prev) + b
    A, activation_cache = FORWARD[activation](Z)
    return A, ((A_prev, W, b), activation_cache)


def model_forward(X, parameters, activations):
    A, caches = X, []
    for l, activation in enumerate(activations, start=1):
        A, cache = layer_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], activation)
        caches.append(cache)
    return A, caches


def compute_cost(AL, Y):
    m = Y.shape[1]
    if len(Y) == 1:
        return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    return -np.sum(Y * np.log(AL)) / m


def layer_backward(dZ, linear_cache):
    A_prev, W, _ = linear_cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return np.dot(W.T, dZ), dW, db


def model_backward(AL, Y, caches, activations):
    grads, L = {}, len(caches)
    for l in range(L, 0, -1):
        linear_cache, Z = caches[l - 1]
        if l < L:
            dZ = BACKWARD[activations[l - 1]](grads[f"dA{l}"], Z)
        elif len(Y) == 1:
            dZ = sigmoid_backward(-(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL)), Z)
        else:
            dZ = AL - Y
        gradients = layer_backward(dZ, linear_cache)
        grads[f"dA{l - 1}"], grads[f"dW{l}"], grads[f"db{l}"] = gradients
    return grads


def update_parameters(parameters, grads, learning_rate):
    return {key: value - learning_rate * grads[f"d{key}"] for key, value in parameters.items()}
