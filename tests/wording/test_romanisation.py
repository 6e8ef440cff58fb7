"""Names in pinyin have one Wade-Giles form, by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.romanisation import wade_giles, written_in_wade_giles

NAMES = {
    "Peng Dehuai": "P'eng Te-huai",
    "Zhu De": "Chu Te",
    "Mao Zedong": "Mao Tse-tung",
    "Liu Shaoqi": "Liu Shao-ch'i",
    "Gao Gang": "Kao Kang",
    "Wang Jiaxiang": "Wang Chia-hsiang",
    "Shi Zhe": "Shih Che",
    "Deng Liqun": "Teng Li-ch'ün",
    "Tao Zhiyue": "T'ao Chih-yüeh",
    "Zhang Zhizhong": "Chang Chih-chung",
    "Ma Bufang": "Ma Pu-fang",
    "Guo Peng": "Kuo P'eng",
    "Wang Enmao": "Wang En-mao",
    "Wang Zhen": "Wang Chen",
    "Jia Tuofu": "Chia T'o-fu",
    "Zhou Enlai": "Chou En-lai",
    "Lin Biao": "Lin Piao",
    "He Long": "Ho Lung",
    "Xu Xiangqian": "Hsü Hsiang-ch'ien",
    "Yan Xishan": "Yen Hsi-shan",
    "Jiang Jieshi": "Chiang Chieh-shih",
    "Duan Hengde": "Tuan Heng-te",
    "Cixi": "Tz'u-hsi",
    "Sima Qian": "Ssu-ma Ch'ien",
    "Xunzi": "Hsün-tzu",
    "Laozi": "Lao-tzu",
    "Tang Taizong": "T'ang T'ai-tsung",
    "Lü Bu": "Lü Pu",
    "Qijiaojing": "Ch'i-chiao-ching",
    "Xi'an": "Hsi-an",
    "Guizhou": "Kuei-chou",
    "Qinghai": "Ch'ing-hai",
    "Péng Déhuái": "P'eng Te-huai",
    "Battle of Huaihai": "Battle of Huai-hai",
}


@pytest.mark.parametrize(("pinyin", "form"), NAMES.items())
def test_a_name_in_wade_giles(pinyin: str, form: str) -> None:
    assert wade_giles(pinyin) == form


@pytest.mark.parametrize("text", ["Soviet Union", "Turpan", "transport planes", "", "1949", "Ili"])
def test_what_is_no_pinyin_has_no_other_form(text: str) -> None:
    assert wade_giles(text) == ""


def test_wade_giles_shows_by_its_marks() -> None:
    assert all(
        written_in_wade_giles(name) for name in ("P'eng", "Mao Tse-tung", "Ch’in", "T‘ai Tsung")
    )
    assert not any(written_in_wade_giles(name) for name in ("Peng", "Xi'an", "Chang'an", "Zhou"))


@given(st.text())
def test_any_text_may_be_asked(text: str) -> None:
    assert isinstance(wade_giles(text), str)
